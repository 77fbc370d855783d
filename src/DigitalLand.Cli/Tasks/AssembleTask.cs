using DigitalLand.Cli.Night;
using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Tasks;

/// <summary>The task that makes a dataset of what was transformed (the reference's <c>assemble.sh</c>).</summary>
internal sealed class AssembleTask(NightFolder night, CollectionFolder folder, TaskArchive archive, TimeProvider clock)
{
    /// <returns>Null where no resource gives the dataset anything.</returns>
    public async Task<AssembleResult?> RunAsync(string dataset, IProgress<NightStep> progress, CancellationToken cancel)
    {
        await archive.BringConfigurationAsync(cancel);
        await archive.BringListsAsync(cancel);
        var plan = TransformPlan.Build(CollectionStore.Load(folder.Collection, clock), clock.GetUtcNow());
        var resources = plan.Tasks.Where(task => task.Dataset == dataset).Select(task => task.Resource).ToHashSet(StringComparer.Ordinal);
        if (resources.Count == 0)
        {
            return null;
        }

        await archive.BringTransformedAsync(dataset, cancel);
        Retire(dataset, resources);
        var result = new AssembleStage(night, clock).Run(folder, [new DatasetWork(dataset, [], resources.Count)], progress, cancel);
        await archive.KeepDatasetAsync(dataset, cancel);
        return result;
    }

    /// <summary>
    /// Takes away what was transformed of resources that the collection no longer uses: the dataset must lose them also when nothing is transformed. Without its log a resource that
    /// comes back is transformed again.
    /// </summary>
    private void Retire(string dataset, HashSet<string> resources)
    {
        foreach (var directory in new[] { folder.Transformed(dataset), folder.DatasetResources(dataset) })
        {
            foreach (var file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory).ToList() : [])
            {
                if (!resources.Contains(Path.GetFileNameWithoutExtension(file)) && !Path.GetFileName(file).StartsWith('.'))
                {
                    File.Delete(file);
                }
            }
        }
    }
}
