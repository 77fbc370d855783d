using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Update;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Cli.Editing;

/// <summary>What a published dataset would become with a resource that has been tried.</summary>
/// <param name="workbench">Knows the specification and the organisations.</param>
/// <param name="published">Where datasets are published: an address, or a folder.</param>
/// <param name="directory">The trials, below which everything is written.</param>
/// <param name="surroundings">Where what happens is said.</param>
internal sealed class PublishedDataset(Workbench workbench, string published, string directory, Surroundings surroundings)
{
    /// <summary>Where the reference looks.</summary>
    public const string Address = "https://files.planning.data.gov.uk";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Brings the dataset, updates a copy of it with the facts of a trial, and writes what differs as CSV. That it cannot be brought is said, and is all.</summary>
    /// <param name="collection">Of the dataset.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="transformedPath">The facts of the trial.</param>
    /// <param name="pipelineDirectory">The configuration of the trial.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task CompareAsync(string collection, string dataset, string transformedPath, string pipelineDirectory, CancellationToken cancel)
    {
        var before = Path.Combine(directory, "dataset", dataset + ".sqlite3");
        var after = Path.Combine(directory, "dataset", dataset + "-updated.sqlite3");
        var differences = Path.Combine(directory, "dataset", dataset + "-diff.csv");
        Directory.CreateDirectory(Path.Combine(directory, "dataset"));
        try
        {
            await BringAsync($"{published.TrimEnd('/')}/{collection}-collection/dataset/{dataset}.sqlite3", before, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            await surroundings.Error.WriteLineAsync($"The published {dataset} could not be fetched, so nothing is compared: {error.Message}").ConfigureAwait(false);
            return;
        }

        File.Copy(before, after, overwrite: true);
        var inputs = new AssembleInputs(
            Transformed: "",
            ColumnField: Path.Combine(directory, "column_field"),
            DatasetResource: Path.Combine(directory, "dataset_resource"),
            Issue: Path.Combine(directory, "issue"),
            Pipeline: pipelineDirectory,
            Organisations: workbench.OrganisationPath,
            Resources: "");
        using var centroids = new CentroidPoints(CoordinateSystems.FromEnvironment());
        var outcome = DatasetUpdate.Update(workbench.Specification, dataset, [transformedPath], inputs, centroids.CentroidOf, after, cancel);
        foreach (var remark in outcome.Remarks)
        {
            await surroundings.Error.WriteLineAsync(remark).ConfigureAwait(false);
        }

        var (added, gone, changed) = EntityDifferences.Write(before, after, differences, cancel);
        await surroundings.Out.WriteLineAsync($"{dataset} as published: {added} entities would be added, {changed} changed, {gone} removed; each value is in {differences}").ConfigureAwait(false);
    }

    private static async Task BringAsync(string address, string path, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.IsFile)
        {
            File.Copy(address, path, overwrite: true);
            return;
        }

        using var client = new HttpClient { Timeout = Limit };
        using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            await response.Content.CopyToAsync(file, cancel).ConfigureAwait(false);
        }
    }
}
