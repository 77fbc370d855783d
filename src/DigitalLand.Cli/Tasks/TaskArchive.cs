using System.CommandLine;
using DigitalLand.Cli.Night;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Cli.Tasks;

/// <summary>
/// What a task brings from the archive before it works, and keeps there afterwards, under the keys of the reference's tasks: so that each task can run in a container that begins
/// empty. Without an archive the folder is the store, and nothing is moved.
/// </summary>
internal sealed class TaskArchive(IArchive? archive, NightFolder night, CollectionFolder folder) : IDisposable
{
    /// <summary>Names the archive of every task that a worker starts.</summary>
    public const string Variable = "DIGITAL_LAND_ARCHIVE";

    /// <summary>What a transform leaves for each resource, below the collection's folder and its keys.</summary>
    private static readonly string[] OfTransform = ["transformed", "issue", "var/column-field", "var/dataset-resource", "var/converted-resource"];

    private readonly TaskTransfer _transfer = new(archive);

    /// <summary>False where the folder is the store.</summary>
    public bool IsThere => archive is not null;

    private string Root => $"{folder.Name}-collection/";

    public static Option<string> Option() => new("--archive")
    {
        Description = $"Folder or s3://bucket/prefix to bring the task's inputs from and to keep its outputs in; also {Variable}, or COLLECTION_DATASET_BUCKET_NAME, the name of a bucket.",
        DefaultValueFactory = _ => FromEnvironment(),
    };

    /// <summary>The worker's archive goes before the bucket that a workflow names: only the worker knows what it can reach.</summary>
    private static string FromEnvironment() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } location ? location
        : Environment.GetEnvironmentVariable("COLLECTION_DATASET_BUCKET_NAME") is { Length: > 0 } bucket ? $"s3://{bucket}"
        : "";

    /// <summary>Opens what the option names; nothing where it is blank.</summary>
    public static TaskArchive Open(string location, NightFolder night, CollectionFolder folder) => new(location.Length > 0 ? Archives.Open(location) : null, night, folder);

    public void Dispose() => archive?.Dispose();

    /// <summary>Specification, configuration and organisations: what every task reads.</summary>
    public async Task BringConfigurationAsync(CancellationToken cancel)
    {
        await _transfer.MirrorAsync("specification/", night.Specification, cancel);
        await _transfer.MirrorAsync($"config/pipeline/{folder.Name}/", folder.Pipeline, cancel);
        await _transfer.BringAsync("organisation-collection/dataset/organisation.csv", folder.Organisations, cancel);
        var built = night.Collection("organisation").Csv("organisation");
        if (archive is null && File.Exists(built))
        {
            // Where the organisations are a collection too, the builder's file is the newest.
            AtomicFile.WriteAllBytes(folder.Organisations, await File.ReadAllBytesAsync(built, cancel));
        }
    }

    /// <summary>Endpoints and sources as people keep them. Only collect reads these: the tasks behind it go by the lists that it leaves.</summary>
    /// <exception cref="WrongUseException">The collection has no configuration, here or there.</exception>
    public async Task BringCatalogueAsync(CancellationToken cancel)
    {
        await _transfer.BringAllAsync($"config/collection/{folder.Name}/", folder.Collection, cancel);
        RequireCollection($"The archive has nothing below config/collection/{folder.Name}/. Put the collection's endpoint.csv and source.csv there.");
    }

    /// <summary>
    /// What is known of earlier days: the lists, or all logs to make them from; and unless everything is to be done again, what was done. Today's logs too: an endpoint that was asked today
    /// on another machine is asked no more.
    /// </summary>
    public async Task BringHistoryAsync(CollectChoices choices, DateOnly today, CancellationToken cancel)
    {
        if (choices.RegenerateLog)
        {
            await _transfer.BringAllAsync(Root + "collection/log/", folder.Log, cancel);
        }
        else
        {
            await _transfer.BringAsync(ArchiveKeys.List(folder.Name, "log"), Path.Combine(folder.Collection, "log.csv"), cancel);
            await _transfer.BringAsync(ArchiveKeys.List(folder.Name, "resource"), folder.Resources, cancel);
            await _transfer.BringAllAsync(LogsOf(today), LogsHere(today), cancel);
        }

        if (!choices.Reprocess)
        {
            await _transfer.MirrorAsync(Root + "var/dataset-resource/", Path.Combine(folder.Root, "var/dataset-resource"), cancel);
        }
    }

    /// <summary>The resources that today's logs name, those too that another machine has fetched.</summary>
    /// <returns>Their names; null where the folder is the store, and holds all that was ever fetched.</returns>
    public async Task<IReadOnlySet<string>?> BringFetchedAsync(DateOnly today, CancellationToken cancel)
    {
        if (archive is null)
        {
            return null;
        }

        var logs = Directory.Exists(LogsHere(today)) ? Directory.EnumerateFiles(LogsHere(today), "*.json") : [];
        var fetched = logs.Select(LogItem.Read).Select(log => log.Resource).Where(resource => resource.Length > 0).ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(fetched.Where(resource => !File.Exists(Path.Combine(folder.Resource, resource))), TaskTransfer.Parallelism(cancel), async (resource, stop) =>
            await _transfer.BringAsync(ArchiveKeys.Resource(folder.Name, resource), Path.Combine(folder.Resource, resource), stop));
        return fetched;
    }

    public Task BringStateAsync(CancellationToken cancel) => _transfer.BringAsync(ArchiveKeys.State(folder.Name), folder.State, cancel);

    /// <summary>The collection's lists as collect left them, in the place of the configuration's.</summary>
    public async Task BringListsAsync(CancellationToken cancel)
    {
        foreach (var list in ArchiveKeys.Lists)
        {
            await _transfer.BringAsync(ArchiveKeys.List(folder.Name, list), Path.Combine(folder.Collection, list + ".csv"), cancel);
        }

        RequireCollection($"The archive has nothing below {ArchiveKeys.Collection(folder.Name)}. Collect the collection first.");
    }

    /// <summary>The content of resources, and the lists of categories that the dataset's values come from.</summary>
    public async Task BringResourcesAsync(string dataset, IReadOnlyCollection<TransformTask> tasks, CancellationToken cancel)
    {
        if (archive is null)
        {
            return;
        }

        await BringDoneAsync(dataset, tasks.Select(task => task.Resource), cancel);
        foreach (var (_, category) in Specification.Load(night.Specification).CategoryFields(dataset))
        {
            await _transfer.BringAsync($"dataset/{category}.csv", Path.Combine(folder.Categories, category + ".csv"), cancel);
        }

        await Parallel.ForEachAsync(tasks.Select(task => task.FileResource).Distinct(StringComparer.Ordinal), TaskTransfer.Parallelism(cancel), async (resource, stop) =>
        {
            var path = Path.Combine(folder.Resource, resource);
            if (!File.Exists(path) && !await _transfer.BringAsync(ArchiveKeys.Resource(folder.Name, resource), path, stop))
            {
                throw new RunFailedException($"The archive has no resource {resource} of '{folder.Name}', which {folder.State} lists. Collect the collection again.");
            }
        });
    }

    /// <summary>
    /// What the archive has of these resources is done, and nothing else: a log that only lies here was left by a process that was killed before it had kept what it made.
    /// Logs of other batches are not touched, which may be at work in the same folder.
    /// </summary>
    private async Task BringDoneAsync(string dataset, IEnumerable<string> resources, CancellationToken cancel) =>
        await Parallel.ForEachAsync(resources.Distinct(StringComparer.Ordinal), TaskTransfer.Parallelism(cancel), async (resource, stop) =>
        {
            var log = Path.Combine(folder.DatasetResources(dataset), resource + ".csv");
            if (!await _transfer.BringAsync($"{Root}var/dataset-resource/{dataset}/{resource}.csv", log, stop) && File.Exists(log))
            {
                File.Delete(log);
            }
        });

    /// <summary>Everything that was transformed for a dataset.</summary>
    public async Task BringTransformedAsync(string dataset, CancellationToken cancel)
    {
        foreach (var kind in OfTransform)
        {
            await _transfer.BringAllAsync($"{Root}{kind}/{dataset}/", Path.Combine(folder.Root, kind, dataset), cancel);
        }
    }

    /// <summary>
    /// Resources and logs first, then the lists that tell of them, last the state by which other tasks go. Logs of days before are kept as they are: what lies here of them may come from an
    /// attempt that was killed, after which another machine asked.
    /// </summary>
    /// <param name="today">When collecting began.</param>
    public async Task KeepCollectedAsync(DateOnly today, CancellationToken cancel)
    {
        await _transfer.AddAllAsync(folder.Resource, Root + "collection/resource/", cancel);
        await _transfer.KeepAllAsync(LogsHere(today), LogsOf(today), _ => true, cancel);
        await _transfer.AddAllAsync(folder.Log, Root + "collection/log/", cancel);
        foreach (var list in ArchiveKeys.Lists)
        {
            await _transfer.KeepAsync(Path.Combine(folder.Collection, list + ".csv"), ArchiveKeys.List(folder.Name, list), cancel);
        }

        await _transfer.KeepAsync(folder.State, ArchiveKeys.State(folder.Name), cancel);
    }

    /// <summary>What a batch made, the dataset-resource logs last: they say that a resource is done.</summary>
    public async Task KeepTransformedAsync(string dataset, IReadOnlySet<string> resources, CancellationToken cancel)
    {
        bool IsOfBatch(string path) => resources.Contains(Path.GetFileNameWithoutExtension(path));
        foreach (var kind in OfTransform.OrderBy(kind => kind == "var/dataset-resource"))
        {
            if (kind == "var/dataset-resource")
            {
                await _transfer.KeepAllAsync(folder.OutputLogs, "log/", IsOfBatch, cancel);
                await _transfer.KeepAllAsync(folder.OperationalIssues, "performance/operational_issue/", IsOfBatch, cancel);
            }

            await _transfer.KeepAllAsync(Path.Combine(folder.Root, kind, dataset), $"{Root}{kind}/{dataset}/", IsOfBatch, cancel);
        }
    }

    /// <summary>Where a dataset is published; null for the collection's own folder.</summary>
    /// <exception cref="WrongUseException">The archive cannot publish.</exception>
    public IPublicationStore? Publications() => archive switch
    {
        null => null,
        IPointerArchive pointers => new ArchiveStore(pointers, folder.Name),
        _ => throw new WrongUseException("Nothing can be published in this archive: it has no pointers."),
    };

    private string LogsHere(DateOnly day) => Path.Combine(folder.Log, day.ToString("yyyy-MM-dd"));

    private string LogsOf(DateOnly day) => $"{Root}collection/log/{day:yyyy-MM-dd}/";

    private void RequireCollection(string inArchive)
    {
        if (!Directory.Exists(folder.Collection))
        {
            throw new WrongUseException(archive is null
                ? $"There is no folder '{folder.Collection}'. Put the collection's endpoint.csv and source.csv there, or name the folder of all collections with --directory."
                : inArchive);
        }
    }
}
