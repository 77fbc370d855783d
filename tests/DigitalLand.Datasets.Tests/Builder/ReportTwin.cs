using System.Globalization;

namespace DigitalLand.Datasets.Tests.Builder;

using Row = Dictionary<string, string?>;

/// <summary>The report tables worked out again from the tables they are made of, row by row, as plainly as the rules can be said.</summary>
internal sealed class ReportTwin(BuilderCountry country, DateTimeOffset now)
{
    private readonly Dictionary<(string, string), List<Row>> _tables = [];

    public IEnumerable<string> MostRecentLog() =>
        from log in Land("log")
        let day = Land("log").Where(other => other["endpoint"] == log["endpoint"]).Select(other => other["entry_date"]![..10]).Max(StringComparer.Ordinal)
        where log["entry_date"]![..10] == day
        select Line(log, [.. log.Keys]);

    public IEnumerable<string> Historic(string columns) =>
        Grouped("organisation name dataset collection pipeline endpoint endpoint_url licence status exception resource", Joined()).Select(row => Line(row, columns.Split(' ')));

    public IEnumerable<string> PerformanceHistoric(string columns) => PerformanceHistoricRows().Select(row => Line(row, columns.Split(' ')));

    public IEnumerable<string> Latest(string columns) => LatestRows().Select(row => Line(row, columns.Split(' ')));

    public IEnumerable<string> PerformanceLatest(string columns) => LatestRows().Select(row => Line(Renamed(row), columns.Split(' ')));

    public IEnumerable<string> EndpointSummary() =>
        from row in PerformanceTable("reporting_historic_endpoints")
        where Blank(row["endpoint_end_date"]) && Blank(row["resource_end_date"])
        group row by (row["organisation"], row["dataset"], row["endpoint"]) into rows
        let best = Newest(rows)
        select Line(best, "organisation dataset endpoint endpoint_url documentation_url resource latest_status latest_exception latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date".Split(' '));

    public IEnumerable<string> ResourceSummary()
    {
        foreach (var row in Provided().Where(HasResource))
        {
            var mappings = CurrentColumnFields().Where(field => field["resource"] == row["resource"] && field["dataset"] == row["dataset"]).ToList();
            row["mapping_field"] = Fields(mappings.Where(ByName));
            row["non_mapping_field"] = Fields(mappings.Where(field => !ByName(field)));
            yield return Line(row, "organisation organisation_name cohort dataset collection pipeline endpoint endpoint_url resource resource_start_date resource_end_date latest_log_entry_date mapping_field non_mapping_field".Split(' '));
        }
    }

    public IEnumerable<string> IssueTypeSummary() =>
        from row in Provided().Where(HasResource)
        from issue in IssueCounts(row).DefaultIfEmpty([])
        select Line(With(row, issue), "organisation organisation_name cohort dataset collection pipeline endpoint endpoint_url resource resource_start_date resource_end_date latest_log_entry_date count_issues date issue_type severity responsibility field".Split(' '));

    public IEnumerable<string> ProvisionSummary()
    {
        foreach (var rows in Provided().GroupBy(row => Line(row, "organisation organisation_name dataset provision_reason provision_end_date".Split(' ')), StringComparer.Ordinal))
        {
            var open = rows.Where(row => Blank(row["endpoint_end_date"])).ToList();
            var counts = new List<int>
            {
                open.Select(row => row["endpoint"]).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
                open.Where(row => row["latest_status"] != "200").Select(row => row["endpoint"]).OfType<string>().Distinct(StringComparer.Ordinal).Count(),
            };
            foreach (var severity in new[] { "error", "warning", "notice" })
            {
                counts.AddRange(new[] { "internal", "external" }.Select(responsibility => open
                    .SelectMany(IssueCounts)
                    .Where(issue => issue["severity"] == severity && issue["responsibility"] == responsibility)
                    .Sum(issue => int.Parse(issue["count_issues"]!, CultureInfo.InvariantCulture))));
            }

            yield return $"{rows.Key}|{string.Join('|', counts)}";
        }
    }

    public static string Line(Row row, IEnumerable<string> columns) => string.Join('|', columns.Select(column => row.GetValueOrDefault(column) ?? "NULL"));

    private static bool Blank(string? text) => string.IsNullOrEmpty(text);

    private static bool HasResource(Row row) => row["endpoint"] is not null && !Blank(row["resource"]);

    private static bool ByName(Row field) =>
        field["field"] is "geometry" or "point" || string.Equals(field["field"], field["column"]!.Replace(' ', '-').Replace('_', '-'), StringComparison.OrdinalIgnoreCase);

    private static string? Fields(IEnumerable<Row> fields) => fields.Select(field => field["field"]).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } names ? string.Join(';', names) : null;

    private static Row With(Row row, Row more)
    {
        var merged = new Row(row, StringComparer.Ordinal);
        foreach (var (column, value) in more)
        {
            merged[column] = value;
        }

        return merged;
    }

    /// <summary>The first of those with the latest log.</summary>
    private static Row Newest(IEnumerable<Row> rows) => rows.Aggregate((best, row) => string.CompareOrdinal(row["latest_log_entry_date"], best["latest_log_entry_date"]) > 0 ? row : best);

    private static IEnumerable<Row> Grouped(string keys, IEnumerable<Row> rows) => rows
        .GroupBy(row => Line(row, keys.Split(' ')), StringComparer.Ordinal)
        .Select(group => With(group.First(), new Row(StringComparer.Ordinal) { ["latest_log_entry_date"] = group.Select(row => row["entry_date"]).Max(StringComparer.Ordinal) }));

    private static Row Renamed(Row row)
    {
        string? Day(string column) => row[column] is { Length: > 10 } time ? time[..10] : row[column];
        return With(row, new Row(StringComparer.Ordinal)
        {
            ["dataset"] = row["pipeline"],
            ["latest_status"] = row["status"],
            ["latest_exception"] = row["exception"],
            ["latest_log_entry_date"] = Day("latest_log_entry_date"),
            ["endpoint_entry_date"] = Day("endpoint_entry_date"),
        });
    }

    private List<Row> PerformanceHistoricRows() =>
        [.. Grouped("organisation name dataset collection pipeline endpoint endpoint_url documentation_url licence status exception resource", Joined()).Select(Renamed)];

    private IEnumerable<Row> LatestRows() =>
        from row in Grouped("organisation name dataset collection pipeline endpoint endpoint_url licence status exception resource", Joined())
        where Blank(row["endpoint_end_date"])
        group row by (row["organisation"], row["pipeline"]) into rows
        let best = rows
            .OrderByDescending(row => row["endpoint_entry_date"], StringComparer.Ordinal)
            .ThenByDescending(row => row["latest_log_entry_date"], StringComparer.Ordinal)
            .ThenBy(row => string.Join('\0', "name dataset collection endpoint endpoint_url licence status exception resource".Split(' ').Select(column => row[column])), StringComparer.Ordinal)
            .First()
        select With(best, new Row(StringComparer.Ordinal) { ["rn"] = "1", ["days_since_200"] = DaysSince200(best["endpoint"]) });

    private string? DaysSince200(string? endpoint) =>
        Land("log").Where(log => log["endpoint"] == endpoint && log["status"] == "200").Select(log => log["entry_date"]).Max(StringComparer.Ordinal) is { } last
            ? ((int)(now - DateTimeOffset.Parse(last, CultureInfo.InvariantCulture)).TotalDays).ToString(CultureInfo.InvariantCulture)
            : null;

    private IEnumerable<Row> Joined() =>
        from log in Land("log")
        from source in Land("source")
        where source["endpoint"] == log["endpoint"]
        from endpoint in Land("endpoint")
        where endpoint["endpoint"] == log["endpoint"]
        from organisation in Land("organisation")
        where organisation["organisation"] == source["organisation"]!.Replace("-eng", "", StringComparison.Ordinal)
        from pipeline in Land("source_pipeline")
        where pipeline["source"] == source["source"]
        let resource = Land("resource").SingleOrDefault(resource => resource["resource"] == log["resource"])
        select new Row(StringComparer.Ordinal)
        {
            ["organisation"] = source["organisation"],
            ["name"] = organisation["name"],
            ["organisation_name"] = organisation["name"],
            ["dataset"] = organisation["dataset"],
            ["collection"] = source["collection"],
            ["pipeline"] = pipeline["pipeline"],
            ["endpoint"] = log["endpoint"],
            ["endpoint_url"] = endpoint["endpoint_url"],
            ["documentation_url"] = source["documentation_url"],
            ["licence"] = source["licence"],
            ["status"] = log["status"],
            ["exception"] = log["exception"],
            ["resource"] = log["resource"],
            ["entry_date"] = log["entry_date"],
            ["endpoint_entry_date"] = endpoint["entry_date"],
            ["endpoint_end_date"] = endpoint["end_date"],
            ["resource_start_date"] = resource?["start_date"],
            ["resource_end_date"] = resource?["end_date"],
        };

    /// <summary>Provisions with each of their endpoints, or alone.</summary>
    private IEnumerable<Row> Provided()
    {
        var latest = PerformanceTable("reporting_historic_endpoints")
            .GroupBy(row => (row["organisation"], row["collection"], row["pipeline"], row["endpoint"]))
            .Select(Newest)
            .ToList();
        foreach (var provision in Land("provision"))
        {
            if (Land("organisation").SingleOrDefault(organisation => organisation["organisation"] == provision["organisation"]) is not { } organisation)
            {
                continue;
            }

            var row = new Row(StringComparer.Ordinal)
            {
                ["organisation"] = provision["organisation"],
                ["organisation_name"] = organisation["name"],
                ["cohort"] = provision["cohort"],
                ["dataset"] = provision["dataset"],
                ["provision_reason"] = provision["provision_reason"],
                ["provision_end_date"] = provision["end_date"],
            };
            string[] taken = ["collection", "pipeline", "endpoint", "endpoint_url", "latest_status", "endpoint_end_date", "resource", "resource_start_date", "resource_end_date", "latest_log_entry_date"];
            var endpoints = latest.Where(endpoint => endpoint["organisation"]!.Replace("-eng", "", StringComparison.Ordinal) == row["organisation"] && endpoint["pipeline"] == row["dataset"]);
            foreach (var endpoint in endpoints.DefaultIfEmpty())
            {
                yield return With(row, new Row(taken.Select(column => KeyValuePair.Create(column, endpoint?[column])), StringComparer.Ordinal));
            }
        }
    }

    private IEnumerable<Row> IssueCounts(Row provided) =>
        from issue in Land("issue")
        where issue["resource"] == provided["resource"] && issue["dataset"] == provided["dataset"] && IsCurrent(issue["resource"])
        from type in Land("issue_type")
        where type["issue_type"] == issue["issue_type"]
        group issue by (issue["issue_type"], issue["field"], type["severity"], type["responsibility"]) into issues
        select new Row(StringComparer.Ordinal)
        {
            ["count_issues"] = issues.Count().ToString(CultureInfo.InvariantCulture),
            ["date"] = now.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
            ["issue_type"] = issues.Key.Item1,
            ["field"] = issues.Key.Item2,
            ["severity"] = issues.Key.Item3,
            ["responsibility"] = issues.Key.Item4,
        };

    private IEnumerable<Row> CurrentColumnFields() => Land("column_field").Where(field => IsCurrent(field["resource"]));

    private bool IsCurrent(string? resource) => Land("resource").Any(row => row["resource"] == resource && Blank(row["end_date"]));

    private List<Row> Land(string table) => Table(country.Outputs.DigitalLand, table);

    private List<Row> PerformanceTable(string table) => Table(country.Outputs.Performance, table);

    private List<Row> Table(string path, string table)
    {
        if (!_tables.TryGetValue((path, table), out var rows))
        {
            var columns = BuilderCountry.Query(path, $"SELECT name FROM pragma_table_info('{table}')").ConvertAll(row => row[0]!);
            rows = BuilderCountry.Query(path, $"SELECT * FROM \"{table}\" ORDER BY rowid")
                .ConvertAll(row => new Row(columns.Zip(row, KeyValuePair.Create), StringComparer.Ordinal));
            _tables[(path, table)] = rows;
        }

        return rows;
    }
}
