using DigitalLand.Core.Files;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Bench;

/// <summary>
/// A conservation-area dataset of any size from nothing but a formula: ten facts an entity, a million a resource, a fifth of the facts
/// named by two resources. The files of the same count are the same everywhere.
/// </summary>
internal static class GeneratedFacts
{
    private const long FactsInResource = 1_000_000;
    private const int Fields = 10;

    public static void Write(long count, string folder)
    {
        var transformed = Path.Combine(folder, "transformed", "conservation-area");
        Directory.CreateDirectory(transformed);
        using var database = DuckDbDatabase.OpenInMemory(new DuckDbSettings { MemoryLimit = 1L << 30 });
        using var connection = database.Connect();
        var resources = (count + FactsInResource - 1) / FactsInResource;
        for (var resource = 0L; resource < resources; resource++)
        {
            var name = $"{resource:x64}";
            var rows = Math.Min(FactsInResource, count - (resource * FactsInResource));
            connection.CopyToParquet(Select(resource, name, rows), Path.Combine(transformed, name + ".parquet"), "snappy");
            AtomicFile.WriteCsv(Path.Combine(folder, "column-field", "conservation-area", name + ".csv"), ["dataset", "resource", "column", "field"], []);
            AtomicFile.WriteCsv(Path.Combine(folder, "dataset-resource", "conservation-area", name + ".csv"), ["dataset", "resource"], []);
            AtomicFile.WriteCsv(Path.Combine(folder, "issue", "conservation-area", name + ".csv"), ["dataset", "resource"], []);
        }

        AtomicFile.WriteCsv(Path.Combine(folder, "organisation.csv"), ["organisation", "entity"], [["local-authority:AAA", "1"]]);
        AtomicFile.WriteCsv(Path.Combine(folder, "resource.csv"), ["resource", "end-date"], []);
    }

    /// <summary>Every fifth entity of a resource is one of the resource before, with the same facts on a later date.</summary>
    private static string Select(long resource, string name, long rows) => $$"""
        with row as (select i, i // {{Fields}} as entry, i % {{Fields}} as place from range({{rows}}) r(i)),
        entity as (select *, case when entry % 5 = 0 and {{resource}} > 0 then {{resource - 1}} else {{resource}} end * {{FactsInResource / Fields}} + entry + 1000000 as entity from row),
        fact as (
            select *,
                ['name', 'reference', 'geometry', 'point', 'notes', 'organisation', 'start-date', 'entry-date', 'documentation-url', 'designation-date'][place + 1] as field,
                case place
                    when 0 then 'Area ' || entity
                    when 1 then 'CA' || entity
                    when 2 then 'POINT (' || (entity % 6000) / 1000.0 || ' ' || 50 + (entity % 5000) / 1000.0 || ')'
                    when 3 then 'POINT (' || (entity % 6000) / 1000.0 || ' ' || 50 + (entity % 5000) / 1000.0 || ')'
                    when 4 then 'What is known about the area ' || entity || ' and ' || hash(entity)
                    when 5 then 'local-authority:AAA'
                    when 8 then 'https://example.org/areas/' || entity
                    else '20' || lpad(cast(entity % 24 as varchar), 2, '0') || '-01-01'
                end as "value"
            from entity)
        select '' as end_date, cast(entity as bigint) as entity, '20' || lpad(cast({{resource}} % 24 as varchar), 2, '0') || '-05-01' as entry_date, cast(entry + 1 as varchar) as entry_number,
            sha256(entity || ':' || field || ':' || "value") as fact, field, '2' as priority, '' as reference_entity, '{{name}}' as resource, '' as start_date, "value"
        from fact order by i
        """;
}
