using System.Globalization;
using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Tests.Builder;

/// <summary>Provision quality worked out again, organisation by organisation, from the files.</summary>
internal sealed class QualityTwin(BuilderCountry country)
{
    private static readonly string[] Authorities = ["local-authority:", "national-park-authority:", "development-corporation:"];

    private readonly List<CsvTableRow> _organisations = CsvTable.Read(country.Inputs.Organisations).Rows;
    private readonly List<CsvTableRow> _lookups = Rows(country, "lookup");
    private readonly List<CsvTableRow> _designated = Rows(country, "entity-organisation");
    private readonly List<string?[]> _sources = country.DigitalLand(
        "SELECT s.organisation, s.endpoint, p.pipeline FROM source s JOIN source_pipeline p ON p.source = s.source WHERE s.end_date = '' AND s.endpoint <> '' AND s.organisation <> ''");

    private readonly List<string?> _delivering = country.DigitalLand("SELECT e.endpoint FROM resource_endpoint e JOIN resource r ON r.resource = e.resource WHERE r.end_date = ''").ConvertAll(row => row[0]);

    public IEnumerable<string> Provisions()
    {
        // bench is in no environment
        foreach (var (dataset, collection) in new[] { ("tree", "tree"), ("park", "park") })
        {
            var entities = Entities(dataset, collection);
            var organisations = _organisations.Select(row => row["organisation"])
                .Concat(Sources(dataset).Select(row => row[0]!))
                .Distinct(StringComparer.Ordinal);
            foreach (var organisation in organisations)
            {
                if (Line(dataset, organisation, entities) is { } line)
                {
                    yield return line;
                }
            }
        }
    }

    private string? Line(string dataset, string organisation, List<(int Entity, string Owner, string Quality)> entities)
    {
        var endpoints = Sources(dataset).Where(row => row[0] == organisation).Select(row => row[1]).ToList();
        var owned = entities.Where(entity => entity.Owner == organisation).ToList();
        var designated = _designated.Exists(row => row["dataset"] == dataset && row["organisation"] == organisation);
        var seeded = Seeded(organisation, entities).ToList();
        var covers = seeded.Select(entity => entity.Owner).Distinct(StringComparer.Ordinal).Count();
        var seeds = covers > (Authorities.Any(prefix => organisation.StartsWith(prefix, StringComparison.Ordinal)) ? 1 : 0)
            && !designated
            && !owned.Exists(entity => entity.Quality == "some")
            && _organisations.Exists(row => row["organisation"] == organisation && row["end-date"].Length == 0);
        if (endpoints.Count == 0 && owned.Count == 0 && !seeds)
        {
            return null;
        }

        var quality = owned.Exists(entity => entity.Quality == "authoritative") ? "authoritative" : owned.Count > 0 || seeds ? "some" : "";
        var count = owned.Count > 0 ? owned.Count : seeds ? seeded.Select(entity => entity.Entity).Distinct().Count() : 0;
        var delivers = _delivering.Exists(endpoints.Contains);
        return string.Join('|', dataset, organisation, _organisations.Find(row => row["organisation"] == organisation)?["name"], Flag(endpoints.Count > 0), Flag(delivers), Flag(owned.Count > 0), Flag(designated), quality, count, "");
    }

    private static string Flag(bool value) => value ? "1" : "0";

    private static List<CsvTableRow> Rows(BuilderCountry country, string file) => [.. country.Inputs.Collections.SelectMany(collection => CsvTable.ReadIfPresent(collection.Configuration(file))?.Rows ?? [])];

    private IEnumerable<(int Entity, string Owner, string Quality)> Seeded(string organisation, List<(int Entity, string Owner, string Quality)> entities) =>
        entities.Where(entity => entity.Quality == "some" && _lookups.Exists(row => row["organisation"] == organisation && row["entity"] == entity.Entity.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Organisation and endpoint of each current source.</summary>
    private List<string?[]> Sources(string dataset) => _sources.FindAll(row => row[2] == dataset);

    private List<(int Entity, string Owner, string Quality)> Entities(string dataset, string collection) =>
    [
        .. from row in BuilderCountry.Query(country.Folder[$"archive/{collection}-collection/dataset/{dataset}.sqlite3"], "SELECT entity, organisation_entity, quality FROM entity")
           from organisation in _organisations
           where organisation["entity"] == row[1]
           select (int.Parse(row[0]!, CultureInfo.InvariantCulture), organisation["organisation"], row[2]!),
    ];
}
