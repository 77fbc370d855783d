using DigitalLand.Cli.Night;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Tasks;

/// <summary>A slice of what the state lists for a dataset: it is taken before what is done is left out, so that slices stay what they are when one is run again.</summary>
/// <param name="Offset">From 0.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record Slice(int Offset, int Limit);

/// <summary>The task that transforms a batch of a dataset's resources (the reference's <c>transform.sh</c>).</summary>
internal sealed class TransformBatch(NightFolder night, CollectionFolder folder, TaskArchive archive, TimeProvider clock)
{
    /// <summary>The slices into which a dataset's work is shared out: none where there is no work.</summary>
    public static IReadOnlyList<Slice> Batches(CollectionFolder folder, string dataset, int size) =>
        [.. Enumerable.Range(0, (CollectionState.Load(folder.State).ResourcesOf(dataset).Count + size - 1) / size).Select(batch => new Slice(batch * size, size))];

    /// <param name="dataset">The dataset.</param>
    /// <param name="slice">Of the state's list.</param>
    /// <param name="reprocess">Transform also what was done with the same code, configuration and specification.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="progress">How far it is.</param>
    /// <exception cref="RunFailedException">The slice begins behind the list; or resources failed, after all others have been transformed.</exception>
    public async Task<TransformResult> RunAsync(string dataset, Slice slice, bool reprocess, int workers, IProgress<NightStep> progress, CancellationToken cancel)
    {
        await archive.BringConfigurationAsync(cancel);
        await archive.BringListsAsync(cancel);
        await archive.BringStateAsync(cancel);
        var listed = CollectionState.Load(folder.State).ResourcesOf(dataset);
        if (slice.Offset > 0 && slice.Offset >= listed.Count)
        {
            throw new RunFailedException($"The offset {slice.Offset} lies behind the {listed.Count} resources of '{dataset}' that {folder.State} lists. Share the work out again with: digital-land batches.");
        }

        var wanted = listed.Skip(slice.Offset).Take(slice.Limit).ToHashSet(StringComparer.Ordinal);
        var plan = TransformPlan.Build(CollectionStore.Load(folder.Collection, clock), clock.GetUtcNow());
        var tasks = plan.Tasks.Where(task => task.Dataset == dataset && wanted.Contains(task.Resource)).ToList();
        await archive.BringResourcesAsync(dataset, tasks, cancel);
        var due = reprocess ? tasks : [.. Due(dataset, tasks)];
        try
        {
            return new TransformStage(night, clock, workers).Run(folder, [new DatasetWork(dataset, due, tasks.Count - due.Count)], progress, cancel);
        }
        finally
        {
            // Also of a batch in which a resource failed: what the others came to is not lost.
            await archive.KeepTransformedAsync(dataset, due.Select(task => task.Resource).ToHashSet(StringComparer.Ordinal), cancel);
        }
    }

    /// <summary>With an archive the logs alone say what is done: the transformed files themselves are not brought.</summary>
    private IEnumerable<TransformTask> Due(string dataset, IEnumerable<TransformTask> tasks)
    {
        var processed = new ProcessedResources(
            Path.GetDirectoryName(folder.DatasetResources(dataset))!, ProcessingHashes.Of(CodeVersion.Current, folder.Pipeline, night.Specification));
        return tasks.Where(task => processed.NeedsProcessing(dataset, task.Resource) || (!archive.IsThere && !File.Exists(folder.Transformed(dataset, task.Resource))));
    }
}
