using DigitalLand.Core.Csv;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Geometry.Tests;

/// <summary>One recorded run of the reference: the rows that went in, the facts and the geometry issues that came out.</summary>
internal sealed class GoldenCase : IDisposable
{
    private static readonly HashSet<string> GeometryIssueTypes =
    [
        "invalid WKT", "Unexpected geom type", "Unexpected geom type within GeometryCollection", "invalid type geojson", "WGS84 flipped", "OSGB", "OSGB flipped",
        "Mercator", "Mercator flipped", "WGS84 out of bounds of England", "OSGB out of bounds of England", "invalid coordinates",
        "invalid geometry - fixed", "invalid geometry - not fixable",
    ];

    private readonly Dictionary<(string Entry, string Field), string> _facts = [];
    private readonly Dictionary<string, string> _entities = [];
    private readonly ILookup<(string Entry, string Field), string> _issues;

    public GoldenCase(string name)
    {
        var folder = SharedFolder.Find("golden", name);
        foreach (var fact in CsvTable.Read(System.IO.Path.Combine(folder, "expected", "transformed.csv")).Rows)
        {
            _facts[(fact["entry-number"], fact["field"])] = fact["value"];
            _entities[fact["entry-number"]] = fact["entity"];
        }

        _issues = CsvTable.Read(System.IO.Path.Combine(folder, "expected", "issue.csv")).Rows
            .Where(issue => GeometryIssueTypes.Contains(issue["issue-type"]))
            .ToLookup(
                issue => (issue["entry-number"], issue["field"]),
                issue => $"entry {issue["entry-number"]}: {issue["issue-type"]}={issue["value"]}|{issue["message"]}");

        Entries = CsvTable.Read(System.IO.Path.Combine(folder, "expected", "converted.csv")).Rows
            .Where(row => Array.Exists(row.Fields, field => field.Trim().Length > 0))
            .Select((row, i) => (i + 1, row))
            .ToList();
        var grid = name.EndsWith("-nogrid", StringComparison.Ordinal) ? null : SharedFolder.Find("data", "grids", CoordinateSystems.GridFileName);
        Normaliser = new GeometryNormaliser(new CoordinateSystems(grid));
    }

    public GeometryNormaliser Normaliser { get; }

    /// <summary>Rows by entry number: blank lines do not count.</summary>
    public IReadOnlyList<(int Number, CsvTableRow Row)> Entries { get; }

    public string? Fact(int entry, string field) => _facts.GetValueOrDefault(($"{entry}", field));

    /// <summary>Whether the entry found its entity, so that a missing fact means an empty value.</summary>
    public bool HasFacts(int entry) => _entities.ContainsKey($"{entry}");

    public string? Entity(int entry) => _entities.GetValueOrDefault($"{entry}");

    public IEnumerable<string> GeometryIssues(int entry, string field) => _issues[($"{entry}", field)];

    public void Dispose() => Normaliser.Dispose();
}
