using System.Net;
using System.Net.Http;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Datasets.Packages.Organisations;

/// <summary>Fetches the published entries of every current dataset of organisations.</summary>
public static class OrganisationDownload
{
    /// <param name="client">The caller's, who decides which addresses it may connect to.</param>
    /// <param name="url">Below it lies <c>DATASET.csv</c>.</param>
    /// <param name="specification">Its dataset.csv says which datasets are of organisations.</param>
    /// <param name="directory">Where the files go, in place of earlier ones.</param>
    /// <param name="clock">For waiting before further tries.</param>
    /// <returns>The datasets that are not published.</returns>
    /// <exception cref="RunFailedException">A file could not be had for another reason: a list without its organisations would do harm.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(
        HttpClient client, Uri url, Specification specification, string directory, TimeProvider clock, CancellationToken cancel)
    {
        var service = new ServiceClient(client, new RetrySchedule(), clock);
        var below = new Uri(url.AbsoluteUri.TrimEnd('/') + "/");
        var missing = new List<string>();
        foreach (var dataset in Datasets(specification))
        {
            try
            {
                var content = await service.GetAsync(new Uri(below, Uri.EscapeDataString(dataset) + ".csv"), cancel).ConfigureAwait(false);
                AtomicFile.WriteAllBytes(Path.Combine(directory, dataset + ".csv"), content);
            }
            catch (UnansweredException error) when (error.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone)
            {
                missing.Add(dataset);
            }
            catch (UnansweredException error)
            {
                throw new RunFailedException($"The organisations of '{dataset}' could not be fetched: {error.Message}", error);
            }
        }

        return missing;
    }

    private static IEnumerable<string> Datasets(Specification specification) =>
        CsvTable.Read(Path.Combine(specification.Directory, "dataset.csv")).Rows
            .Where(row => row["typology"] == "organisation" && row["end-date"].Length == 0)
            .Select(row => row["dataset"])
            .Where(dataset => dataset == Path.GetFileName(dataset));
}
