using System.Globalization;
using System.Text.Json;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Tests;

/// <summary>Random facts, assembled and worked out again from the rules as plainly as they can be said.</summary>
public sealed class NaiveTwinTests : IDisposable
{
    private static readonly IComparer<string> Text = CodePointComparer.Instance;

    private static readonly string[] EntityColumns =
        ["dataset", "end-date", "entity", "entry-date", "geojson", "geometry", "json", "name", "organisation-entity", "point", "prefix", "quality", "reference", "start-date", "typology"];

    private readonly ParkDataset _park = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Assembled_tables_are_those_of_the_plain_rules(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 4000).Select(_ => RandomRow(random)).ToList();
        var endDates = Enumerable.Range(0, 5).ToDictionary(i => $"r{i}", i => i % 2 == 0 ? "" : $"202{i}-01-01", StringComparer.Ordinal);
        _park.Folder.Write("resource.csv", ["resource,end-date", .. endDates.Select(pair => $"{pair.Key},{pair.Value}")]);
        _park.With(rows).Create();

        Assert.Equal(Lines(Facts(rows)), Lines(_park.Query("select fact, entity, field, value, priority, entry_date from fact")));
        Assert.Equal(
            Lines(rows.Select(row => (List<string?>)[row.FactKey, row.EntryDate, row.EntryNumber, row.Priority, row.Resource])),
            Lines(_park.Query("select fact, entry_date, entry_number, priority, resource from fact_resource")));
        Assert.Equal(Lines(Entities(rows, endDates)), Lines(_park.Query("select * from entity").Select(WithSortedJson)));
    }

    public void Dispose() => _park.Dispose();

    private static FactRow RandomRow(Random random)
    {
        string[] fields = ["name", "reference", "end-date", "geometry", "point", "notes", "designation-date", "organisation", "start-date"];
        string[] values = ["", "a", "b", "é", "\U0001F600", "\uffee", "local-authority:AAA", "x y"];
        long[] bases = [10, 150_000, 400_010];
        return new FactRow(
            bases[random.Next(bases.Length)] + random.Next(40),
            fields[random.Next(random.Next(fields.Length) + 1)],
            values[random.Next(values.Length)],
            random.Next(1, 4).ToString(CultureInfo.InvariantCulture),
            $"2024-0{random.Next(1, 4)}-01",
            random.Next(1, 13).ToString(CultureInfo.InvariantCulture),
            $"r{random.Next(5)}");
    }

    private static IEnumerable<List<string?>> Facts(IEnumerable<FactRow> rows) =>
        from fact in rows.GroupBy(row => row.FactKey, StringComparer.Ordinal)
        let best = fact.OrderBy(row => row.Priority, Text).ThenByDescending(row => row.EntryDate, Text).ThenByDescending(row => row.EntryNumber, Text).First()
        select (List<string?>)[best.FactKey, Number(best.Entity), best.Field, best.Value, best.Priority, best.EntryDate];

    private static IEnumerable<List<string?>> Entities(List<FactRow> rows, Dictionary<string, string> endDates)
    {
        var first = rows.Min(row => row.Entity);
        foreach (var window in rows.GroupBy(row => (row.Entity - first) / 100_000))
        {
            var present = window.Select(row => row.Field).ToHashSet(StringComparer.Ordinal);
            foreach (var entity in window.GroupBy(row => row.Entity))
            {
                var values = entity.GroupBy(row => row.Field, StringComparer.Ordinal).ToDictionary(field => field.Key, field => Best(field, endDates).Value, StringComparer.Ordinal);
                yield return [.. EntityColumns.Select(column => Column(column, entity.Key, entity.Max(row => row.Priority)!, values, present))];
            }
        }
    }

    private static FactRow Best(IEnumerable<FactRow> rows, Dictionary<string, string> endDates) => rows
        .OrderByDescending(row => row.Priority, Text)
        .ThenByDescending(row => row.EntryDate, Text)
        .ThenByDescending(row => row.EntryNumber, Text)
        .ThenByDescending(row => endDates[row.Resource] is { Length: > 0 } date ? date : "2999-12-31", Text)
        .ThenBy(row => row.Resource, Text)
        .ThenBy(row => row.FactKey, Text)
        .First();

    private static string? Column(string column, long entity, string priority, Dictionary<string, string> values, HashSet<string> present)
    {
        var fact = values.GetValueOrDefault(column, present.Contains(column) ? null! : "");
        return column switch
        {
            "dataset" => "park",
            "typology" => "geography",
            "entity" => Number(entity),
            "quality" => priority switch { "1" => "some", "2" => "authoritative", _ => "else" },
            "organisation-entity" => values.GetValueOrDefault("organisation") == "local-authority:AAA" ? "600" : null,
            "point" when string.IsNullOrEmpty(fact) && values.GetValueOrDefault("geometry") is { Length: > 0 } geometry => $"POINT OF {geometry}",
            "json" => Json(values.Where(pair => pair.Key != "organisation" && !EntityColumns.Contains(pair.Key))),
            _ => fact,
        };
    }

    private static List<string?> WithSortedJson(List<string?> row)
    {
        var json = Array.IndexOf(EntityColumns, "json");
        row[json] = row[json] is { } text ? Json(JsonSerializer.Deserialize<Dictionary<string, string>>(text)!) : null;
        return row;
    }

    private static string? Json(IEnumerable<KeyValuePair<string, string>> members)
    {
        var sorted = members.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}").ToArray();
        return sorted.Length > 0 ? string.Join(';', sorted) : null;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines(IEnumerable<List<string?>> rows) => rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL"))).Order(StringComparer.Ordinal);
}
