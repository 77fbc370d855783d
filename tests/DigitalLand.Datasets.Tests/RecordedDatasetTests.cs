using System.Text.Json;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Packages.Entries;
using DigitalLand.Datasets.Packages.Flattened;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Datasets.Tests;

/// <summary>Datasets that the reference made, made again from the same transformed files.</summary>
public sealed class RecordedDatasetTests : IDisposable
{
    private static readonly DateOnly Recorded = new(2026, 11, 22);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("conservation-area")]
    [InlineData("title-boundary")]
    [InlineData("tree")]
    public void Dataset_is_the_recorded_one(string dataset)
    {
        var expected = SharedFolder.Find($"golden/ds-{dataset}/expected");
        var specification = Specification.Load(SharedFolder.Find("data/specification"));
        var cancel = TestContext.Current.CancellationToken;
        using var centroids = new CentroidPoints(new CoordinateSystems(gridPath: null));
        DatasetAssembly.Create(specification, dataset, Inputs(dataset), centroids.Of, _folder["park.sqlite3"], cancel);
        EntriesCsv.Write(_folder["park.sqlite3"], _folder[$"{dataset}.csv"], cancel);
        FlattenedEntries.Write(_folder[$"{dataset}.csv"], _folder["flattened"], specification, Recorded, cancel);

        Assert.Equal(Entries($"{expected}/{dataset}.csv"), Entries(_folder[$"{dataset}.csv"]));
        Assert.Equal(File.ReadAllBytes($"{expected}/flattened/{dataset}.csv"), File.ReadAllBytes(_folder[$"flattened/{dataset}.csv"]));
        foreach (var extension in new[] { "json", "geojson" })
        {
            using var recorded = JsonDocument.Parse(File.ReadAllBytes($"{expected}/flattened/{dataset}.{extension}"));
            using var made = JsonDocument.Parse(File.ReadAllBytes(_folder[$"flattened/{dataset}.{extension}"]));
            Assert.True(JsonElement.DeepEquals(recorded.RootElement, made.RootElement), extension);
        }
    }

    public void Dispose() => _folder.Dispose();

    private AssembleInputs Inputs(string dataset)
    {
        using var arguments = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Find($"golden/ds-{dataset}/args.json")));
        foreach (var name in arguments.RootElement.GetProperty("cases").EnumerateArray().Select(name => name.GetString()))
        {
            using var run = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Find($"golden/{name}/args.json")));
            var resource = run.RootElement.GetProperty("resource").GetString();
            foreach (var kind in new[] { "transformed", "issue", "column-field", "dataset-resource" })
            {
                Directory.CreateDirectory(_folder[$"{kind}/{dataset}"]);
                File.Copy(SharedFolder.Find($"golden/{name}/expected/{kind}.csv"), _folder[$"{kind}/{dataset}/{resource}.csv"]);
            }
        }

        return new AssembleInputs(
            _folder[$"transformed/{dataset}"],
            _folder["column-field"],
            _folder["dataset-resource"],
            _folder["issue"],
            _folder["no-pipeline"],
            SharedFolder.Find("golden/_shared/organisation.csv"),
            SharedFolder.Find($"golden/ds-{dataset}/input/resource.csv"));
    }

    /// <summary>The lines of a dump, the members of the json in one order; whether a value is blank or quoted stays visible.</summary>
    private static string[] Entries(string path)
    {
        var column = Array.IndexOf(CsvTable.Read(path).Header, "json");
        return
        [
            .. File.ReadAllText(path).Split('\n').Zip(["{}", .. CsvTable.Read(path).Rows.Select(row => row.Fields[column])], (line, json) =>
                json.Length == 0 ? line : line.Replace(json.Replace("\"", "\"\"", StringComparison.Ordinal), Sorted(json), StringComparison.Ordinal)),
        ];
    }

    private static string Sorted(string json) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.Ordinal));
}
