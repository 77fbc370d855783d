using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Edit;
using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Cli.Editing;

/// <summary>
/// Walks a data manager through adding endpoints: each is fetched, tried with the pipeline, shown, and given entities on a copy of the
/// configuration (the reference's <c>add_data</c>). What is to be written in the end is handed out as edits.
/// </summary>
/// <param name="workbench">Looks into resources.</param>
/// <param name="collectionDirectory">Of the collection.</param>
/// <param name="pipelineDirectory">Of its configuration.</param>
/// <param name="cacheDirectory">Gets everything that is made on the way.</param>
/// <param name="surroundings">Where what happens is said.</param>
/// <param name="ask">Puts a question; false ends the edit.</param>
/// <param name="published">Where to look what would become of published datasets; null where that is not asked for.</param>
/// <param name="retire">Whether to end the other endpoints of the same provision: true, false, or null to ask.</param>
internal sealed class AddData(
    Workbench workbench, string collectionDirectory, string pipelineDirectory, string cacheDirectory, Surroundings surroundings, Func<string, bool> ask, string? published, bool? retire)
{
    private readonly EndpointEdit _endpoints = new(collectionDirectory, surroundings.Clock);
    private readonly LookupEdit _lookups = LookupEdit.Open(pipelineDirectory);
    private readonly List<FileEdit> _resources = [];
    private readonly string _trials = Path.Combine(cacheDirectory, "add_data");

    /// <returns>What is to be written, in an order in which every beginning is consistent; null where somebody said no.</returns>
    /// <exception cref="RunFailedException">An endpoint is there already, cannot be fetched or cannot be understood.</exception>
    public async Task<IReadOnlyList<FileEdit>?> RunAsync(ImportList list, string collection, CollectorOptions options, CancellationToken cancel)
    {
        foreach (var row in list.Rows)
        {
            if (!_endpoints.Add(collection, row["endpoint-url"], ImportList.Fields(row)))
            {
                throw new RunFailedException($"Nothing was added, because the endpoint {row["endpoint-url"]} is in endpoint.csv already. Change its rows of endpoint.csv and source.csv instead.");
            }

            var resource = await FetchAsync(row, options, cancel).ConfigureAwait(false);
            if (!ask("Do you want to continue processing this resource?") || !ImportList.Datasets(row).All(dataset => Try(row, dataset, resource, cancel)))
            {
                return null;
            }

            foreach (var dataset in ImportList.Datasets(row))
            {
                OfferRetirement(row, dataset);
                if (published is not null)
                {
                    await new PublishedDataset(workbench, published, _trials, surroundings)
                        .CompareAsync(collection, dataset, Trial.PathOf(_trials, dataset, resource), CopyOfConfiguration(), cancel).ConfigureAwait(false);
                }
            }
        }

        return [.. _resources, _lookups.File, .. _endpoints.Files];
    }

    private async Task<string> FetchAsync(CsvTableRow row, CollectorOptions options, CancellationToken cancel)
    {
        var url = row["endpoint-url"];
        await surroundings.Out.WriteLineAsync($"Endpoint {url}\nhash     {Sha256Hex.OfText(url)}\ndocumented at {row["documentation-url"]}").ConfigureAwait(false);
        using var collector = new Collector(Path.Combine(_trials, "resource"), logDirectory: null, surroundings.Clock, options);
        var fetched = await collector.FetchAsync(new Endpoint(url, "", row["plugin"], row["parameters"], row["end-date"]), cancel: cancel).ConfigureAwait(false);
        if (fetched.Resource is not { } resource)
        {
            throw new RunFailedException($"Nothing was added, because {url} could not be fetched: {fetched.Message ?? fetched.Cause ?? fetched.Status.ToString()}");
        }

        var path = Path.Combine(_trials, "resource", resource);
        await surroundings.Out.WriteLineAsync($"resource {resource}, {new FileInfo(path).Length} bytes, in {path}").ConfigureAwait(false);
        _resources.Add(new CopyEdit(Path.Combine(collectionDirectory, "resource", resource), path));
        return path;
    }

    /// <returns>False where somebody said no.</returns>
    private bool Try(CsvTableRow row, string dataset, string resource, CancellationToken cancel)
    {
        var endpoint = Sha256Hex.OfText(row["endpoint-url"]);
        var trial = new Trial(workbench, _trials, surroundings);
        var report = new TrialReport(surroundings.Out);
        var first = trial.Run(CopyOfConfiguration(), dataset, resource, endpoint, row["organisation"], cancel);
        if (first.Outcome.ConversionFailure is { } failure)
        {
            throw new RunFailedException($"Nothing was added, because the resource could not be read as a table: {failure}");
        }

        report.Say(dataset, first, workbench.Specification, PipelineConfiguration.Load(pipelineDirectory, dataset));
        surroundings.Out.WriteLine($"Facts are in {first.TransformedPath}");
        if (!first.UnknownEntities.Any())
        {
            return true;
        }

        if (!ask("There are unknown entities. Do you want to assign entities for this resource?"))
        {
            return false;
        }

        var references = workbench.FindNewReferences(CopyOfConfiguration(), dataset, resource, [endpoint], [row["organisation"]], cancel);
        Workbench.Say(dataset, _lookups.Assign(workbench.Specification.Dataset(dataset), references), surroundings.Error);
        var second = trial.Run(CopyOfConfiguration(), dataset, resource, endpoint, row["organisation"], cancel);
        report.Issues(second);
        report.Entities(second);
        return second.UnknownEntities.FirstOrDefault() is { } left
            ? throw new RunFailedException($"Nothing was added, because entities remain unknown after assigning them, the first being {left.Value} in line {left.LineNumber}.")
            : true;
    }

    /// <summary>The configuration as it would be: trials see the lookups assigned so far, and the folder itself stays as it is.</summary>
    private string CopyOfConfiguration()
    {
        var copy = Path.Combine(_trials, "pipeline");
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        Directory.CreateDirectory(copy);
        foreach (var path in Directory.EnumerateFiles(pipelineDirectory).Where(path => Path.GetFileName(path) != "lookup.csv"))
        {
            File.Copy(path, Path.Combine(copy, Path.GetFileName(path)));
        }

        using var lookups = File.Create(Path.Combine(copy, "lookup.csv"));
        _lookups.File.WriteTo(lookups);
        return copy;
    }

    private void OfferRetirement(CsvTableRow row, string dataset)
    {
        var others = _endpoints.Others(row["organisation"], dataset, row["endpoint-url"]);
        if (others.Count == 0)
        {
            return;
        }

        surroundings.Out.WriteLine($"\nOther endpoints of {row["organisation"]} for {dataset}");
        foreach (var (_, url, entryDate) in others)
        {
            surroundings.Out.WriteLine($"{entryDate}  {url}");
        }

        if (retire ?? ask("Do you want to end these endpoints today?"))
        {
            _endpoints.Retire([.. others.Select(other => other.Endpoint)], row["organisation"], dataset);
        }
    }
}
