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
    private const int AtOnce = 8;

    /// <summary>What a transform leaves for each resource, below the collection's folder and its keys.</summary>
    private static readonly string[] OfTransform = ["transformed", "issue", "var/column-field", "var/dataset-resource", "var/converted-resource"];

    /// <summary>False where the folder is the store.</summary>
    public bool IsThere => archive is not null;

    private string Root => $"{folder.Name}-collection/";

    public static Option<string> Option() => new("--archive")
    {
        Description = "Folder or s3://bucket/prefix to bring the task's inputs from and to keep its outputs in; also COLLECTION_DATASET_BUCKET_NAME, the name of a bucket.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("COLLECTION_DATASET_BUCKET_NAME") is { Length: > 0 } bucket ? $"s3://{bucket}" : "",
    };

    /// <summary>Opens what the option names; nothing where it is blank.</summary>
    public static TaskArchive Open(string location, NightFolder night, CollectionFolder folder) => new(location.Length > 0 ? Archives.Open(location) : null, night, folder);

    public void Dispose() => archive?.Dispose();

    /// <summary>Specification, configuration and organisations: what every task reads.</summary>
    /// <exception cref="WrongUseException">The collection has no configuration, here or there.</exception>
    public async Task BringConfigurationAsync(CancellationToken cancel)
    {
        await BringAllAsync("specification/", night.Specification, cancel);
        await BringAllAsync($"config/collection/{folder.Name}/", folder.Collection, cancel);
        await BringAllAsync($"config/pipeline/{folder.Name}/", folder.Pipeline, cancel);
        await BringAsync("organisation-collection/dataset/organisation.csv", folder.Organisations, cancel);
        var built = night.Collection("organisation").Csv("organisation");
        if (archive is null && File.Exists(built))
        {
            // Where the organisations are a collection too, the builder's file is the newest.
            AtomicFile.WriteAllBytes(folder.Organisations, await File.ReadAllBytesAsync(built, cancel));
        }

        if (!Directory.Exists(folder.Collection))
        {
            throw new WrongUseException(archive is null
                ? $"There is no folder '{folder.Collection}'. Put the collection's endpoint.csv and source.csv there, or name the folder of all collections with --directory."
                : $"The archive has nothing below config/collection/{folder.Name}/. Put the collection's endpoint.csv and source.csv there.");
        }
    }

    /// <summary>What is known of earlier days: the lists, or all logs to make them from; and unless everything is to be done again, what was done.</summary>
    public async Task BringHistoryAsync(CollectChoices choices, CancellationToken cancel)
    {
        if (choices.RegenerateLog)
        {
            await BringAllAsync(Root + "collection/log/", folder.Log, cancel);
        }
        else
        {
            await BringAsync(ArchiveKeys.List(folder.Name, "log"), Path.Combine(folder.Collection, "log.csv"), cancel);
            await BringAsync(ArchiveKeys.List(folder.Name, "resource"), folder.Resources, cancel);
        }

        if (!choices.Reprocess)
        {
            await BringAllAsync(Root + "var/dataset-resource/", Path.Combine(folder.Root, "var/dataset-resource"), cancel);
        }
    }

    public Task BringStateAsync(CancellationToken cancel) => BringAsync(ArchiveKeys.State(folder.Name), folder.State, cancel);

    /// <summary>The collection's lists as collect left them, in the place of the configuration's.</summary>
    public async Task BringListsAsync(CancellationToken cancel)
    {
        foreach (var list in new[] { "source", "endpoint", "old-resource", "log", "resource" })
        {
            await BringAsync(ArchiveKeys.List(folder.Name, list), Path.Combine(folder.Collection, list + ".csv"), cancel);
        }
    }

    /// <summary>The content of resources, and the lists of categories that the dataset's values come from.</summary>
    public async Task BringResourcesAsync(string dataset, IReadOnlyCollection<TransformTask> tasks, CancellationToken cancel)
    {
        if (archive is null)
        {
            return;
        }

        await BringAllAsync($"{Root}var/dataset-resource/{dataset}/", folder.DatasetResources(dataset), cancel);
        foreach (var (_, category) in Specification.Load(night.Specification).CategoryFields(dataset))
        {
            await BringAsync($"dataset/{category}.csv", Path.Combine(folder.Categories, category + ".csv"), cancel);
        }

        await Parallel.ForEachAsync(tasks.Select(task => task.FileResource).Distinct(StringComparer.Ordinal), Parallelism(cancel), async (resource, stop) =>
        {
            var path = Path.Combine(folder.Resource, resource);
            if (!File.Exists(path) && !await BringAsync(ArchiveKeys.Resource(folder.Name, resource), path, stop))
            {
                throw new RunFailedException($"The archive has no resource {resource} of '{folder.Name}', which {folder.State} lists. Collect the collection again.");
            }
        });
    }

    /// <summary>Everything that was transformed for a dataset.</summary>
    public async Task BringTransformedAsync(string dataset, CancellationToken cancel)
    {
        foreach (var kind in OfTransform)
        {
            await BringAllAsync($"{Root}{kind}/{dataset}/", Path.Combine(folder.Root, kind, dataset), cancel);
        }
    }

    /// <summary>Resources and logs first, then the lists that tell of them, last the state by which other tasks go.</summary>
    public async Task KeepCollectedAsync(CancellationToken cancel)
    {
        await KeepAllAsync(folder.Resource, Root + "collection/resource/", _ => true, cancel);
        await KeepAllAsync(folder.Log, Root + "collection/log/", _ => true, cancel);
        foreach (var list in new[] { "source", "endpoint", "old-resource", "log", "resource" })
        {
            await KeepAsync(Path.Combine(folder.Collection, list + ".csv"), ArchiveKeys.List(folder.Name, list), cancel);
        }

        await KeepAsync(folder.State, ArchiveKeys.State(folder.Name), cancel);
    }

    /// <summary>What a batch made, the dataset-resource logs last: they say that a resource is done.</summary>
    public async Task KeepTransformedAsync(string dataset, IReadOnlySet<string> resources, CancellationToken cancel)
    {
        bool IsOfBatch(string path) => resources.Contains(Path.GetFileNameWithoutExtension(path));
        foreach (var kind in OfTransform.OrderBy(kind => kind == "var/dataset-resource"))
        {
            if (kind == "var/dataset-resource")
            {
                await KeepAllAsync(folder.OutputLogs, "log/", IsOfBatch, cancel);
                await KeepAllAsync(folder.OperationalIssues, "performance/operational_issue/", IsOfBatch, cancel);
            }

            await KeepAllAsync(Path.Combine(folder.Root, kind, dataset), $"{Root}{kind}/{dataset}/", IsOfBatch, cancel);
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

    private async Task BringAllAsync(string prefix, string directory, CancellationToken cancel)
    {
        if (archive is null)
        {
            return;
        }

        var entries = archive.ListAsync(prefix, cancel);
        await Parallel.ForEachAsync(entries, Parallelism(cancel), async (entry, stop) =>
        {
            var name = entry.Key[prefix.Length..];
            if (ArchiveKeys.IsSafe(name))
            {
                await BringAsync(entry.Key, Path.Combine(directory, name), stop);
            }
        });
    }

    private async Task<bool> BringAsync(string key, string path, CancellationToken cancel)
    {
        if (archive is null || await archive.OpenAsync(key, cancel) is not { } content)
        {
            return false;
        }

        using (WorkMeter.WaitFor("the archive"))
        await using (content)
        {
            using var file = new AtomicFile(path);
            await content.CopyToAsync(file.Stream, cancel);
            file.Commit();
        }

        return true;
    }

    private async Task KeepAllAsync(string directory, string prefix, Func<string, bool> wanted, CancellationToken cancel)
    {
        if (archive is null || !Directory.Exists(directory))
        {
            return;
        }

        var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.') && wanted(path));
        await Parallel.ForEachAsync(files, Parallelism(cancel), async (path, stop) =>
            await KeepAsync(path, prefix + Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/'), stop));
    }

    /// <summary>A resource never changes, so what the archive has of one stays; anything else is replaced.</summary>
    private async Task KeepAsync(string path, string key, CancellationToken cancel)
    {
        if (archive is null || !File.Exists(path))
        {
            return;
        }

        await using var content = File.OpenRead(path);
        if (key.StartsWith(Root + "collection/resource/", StringComparison.Ordinal))
        {
            await archive.AddAsync(key, content, cancel);
        }
        else
        {
            await archive.ReplaceAsync(key, content, cancel);
        }
    }

    private static ParallelOptions Parallelism(CancellationToken cancel) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
}
