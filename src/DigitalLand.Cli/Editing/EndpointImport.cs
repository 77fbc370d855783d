using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Edit;
using DigitalLand.Collection.Plan;
using DigitalLand.Core.Csv;

namespace DigitalLand.Cli.Editing;

/// <summary>
/// Adds endpoints, fetches them, and assigns entities to what they serve (the reference's <c>add_endpoints_and_lookups</c>). Everything happens
/// beside the collection; what is to be written is handed out as edits.
/// </summary>
/// <param name="workbench">Looks into resources.</param>
/// <param name="collectionDirectory">Of the collection.</param>
/// <param name="pipelineDirectory">Of its configuration.</param>
/// <param name="surroundings">Where what happens is said.</param>
internal sealed class EndpointImport(Workbench workbench, string collectionDirectory, string pipelineDirectory, Surroundings surroundings) : IDisposable
{
    private readonly DirectoryInfo _staging = Directory.CreateTempSubdirectory("digital-land-import-");
    private readonly EndpointEdit _endpoints = new(collectionDirectory, surroundings.Clock);
    private readonly LookupEdit _lookups = LookupEdit.Open(pipelineDirectory);

    /// <summary>Whether every reference that could have an entity got one.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <returns>What is to be written, in an order in which every beginning is consistent; nothing, where no endpoint is new.</returns>
    public async Task<IReadOnlyList<FileEdit>> RunAsync(ImportList list, string collection, CollectorOptions options, CancellationToken cancel)
    {
        var added = list.Rows.Where(row => Add(row, collection)).ToList();
        if (added.Count == 0)
        {
            return [];
        }

        await CollectAsync(added, options, cancel).ConfigureAwait(false);
        using (var sources = File.Create(Staged("source.csv")))
        {
            _endpoints.Files[0].WriteTo(sources);
        }

        var store = CollectionStore.Load(collectionDirectory, surroundings.Clock, sourcePath: Staged("source.csv"));
        store.Update(newLogDirectory: Staged("log"));
        Assign(store, [.. added.Select(row => new Endpoint(row["endpoint-url"]).UrlHash)], cancel);
        return
        [
            .. Copies("resource"),
            _lookups.File,
            .. _endpoints.Files,
            .. Copies("log"),
            new ListEdit(Path.Combine(collectionDirectory, "log.csv"), LogEntry.Columns, store.Log.Entries.Select(entry => entry.Fields)),
            new ListEdit(Path.Combine(collectionDirectory, "resource.csv"), ResourceEntry.Columns, store.Resources.Entries.Select(entry => entry.Fields)),
        ];
    }

    public void Dispose() => _staging.Delete(recursive: true);

    private bool Add(CsvTableRow row, string collection)
    {
        var isNew = _endpoints.Add(collection, row["endpoint-url"], ImportList.Fields(row));
        if (!isNew)
        {
            surroundings.Error.WriteLine($"The endpoint {row["endpoint-url"]} is there already and is not added again.");
        }

        return isNew;
    }

    private async Task CollectAsync(List<CsvTableRow> added, CollectorOptions options, CancellationToken cancel)
    {
        string[] columns = ["endpoint", "endpoint-url", "parameters", "plugin", "end-date"];
        Core.Files.AtomicFile.WriteCsv(Staged("endpoint.csv"), columns[1..], added.Select(row => columns[1..].Select(column => row[column])));
        using var collector = Collector.ForCollection(_staging.FullName, surroundings.Clock, options);
        var outcome = await collector.CollectAsync(Staged("endpoint.csv"), cancel: cancel).ConfigureAwait(false);
        foreach (var failed in outcome.Results.Where(result => result.Status != FetchStatus.Ok))
        {
            await surroundings.Error.WriteLineAsync($"{failed.Endpoint.Url} could not be fetched ({failed.Cause ?? failed.Status.ToString()}): it is added, but nothing can be assigned yet.").ConfigureAwait(false);
        }
    }

    private void Assign(CollectionStore store, HashSet<string> added, CancellationToken cancel)
    {
        foreach (var dataset in TransformPlan.Build(store, surroundings.Clock.GetUtcNow()).Datasets)
        {
            var tasks = dataset.Tasks.Where(task => task.Endpoints.Any(added.Contains)).ToList();
            if (tasks.Count == 0)
            {
                continue;
            }

            var references = tasks.SelectMany(task => workbench.FindNewReferences(pipelineDirectory, task.Dataset, Content(task), task.Endpoints, task.Organisations, cancel));
            IsComplete &= Workbench.Say(dataset.Dataset, _lookups.Assign(workbench.Specification.Dataset(dataset.Dataset), references), surroundings.Error);
        }
    }

    private string Content(TransformTask task) => Staged(Path.Combine("resource", task.FileResource)) is var fetched && File.Exists(fetched) ? fetched : task.Path;

    private IEnumerable<FileEdit> Copies(string folder) => Directory.Exists(Staged(folder))
        ? Directory.EnumerateFiles(Staged(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new CopyEdit(Path.Combine(collectionDirectory, Path.GetRelativePath(_staging.FullName, path)), path))
        : [];

    private string Staged(string name) => Path.Combine(_staging.FullName, name);
}
