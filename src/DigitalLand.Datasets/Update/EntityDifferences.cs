using System.Globalization;
using System.Text;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Publication.Compare;

namespace DigitalLand.Datasets.Update;

/// <summary>
/// What differs between the entities of two SQLite files, value by value, as CSV: columns entity, field, before, after. Blank and missing are
/// the same; members of the JSON are fields like any other.
/// </summary>
public static class EntityDifferences
{
    /// <summary>Writes the file, in the order of entities and, within one, of fields.</summary>
    /// <returns>Entities that only the second has, that only the first has, and that both have with other values.</returns>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">A file is not a dataset's.</exception>
    public static (long Added, long Gone, long Changed) Write(string before, string after, string path, CancellationToken cancel)
    {
        using var first = new EntityCursor(before);
        using var second = new EntityCursor(after);
        using var file = new AtomicFile(path);
        (long Added, long Gone, long Changed) told;
        using (var csv = new CsvWriter(file.Stream))
        {
            csv.WriteRecord(["entity", "field", "before", "after"]);
            told = WriteAll(csv, first, second, cancel);
        }

        file.Commit();
        return told;
    }

    private static (long Added, long Gone, long Changed) WriteAll(CsvWriter csv, EntityCursor first, EntityCursor second, CancellationToken cancel)
    {
        var (added, gone, changed) = (0L, 0L, 0L);
        first.Read();
        second.Read();
        while (Math.Min(first.Entity, second.Entity) is var entity and < long.MaxValue)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("entities compared");
            var (isOld, isNew) = (first.Entity == entity, second.Entity == entity);
            var isChanged = WriteEntity(csv, entity, isOld ? ValuesOf(first) : [], isNew ? ValuesOf(second) : []);
            added += isOld ? 0 : 1;
            gone += isNew ? 0 : 1;
            changed += isOld && isNew && isChanged ? 1 : 0;
            if (isOld)
            {
                first.Read();
            }

            if (isNew)
            {
                second.Read();
            }
        }

        return (added, gone, changed);
    }

    private static SortedDictionary<string, string> ValuesOf(EntityCursor entities)
    {
        var values = new SortedDictionary<string, string>(CodePointComparer.Instance);
        foreach (var (name, value) in entities.Members())
        {
            values[name] = value;
        }

        foreach (var (field, column) in entities.Columns)
        {
            if (entities.Value(column) is { IsEmpty: false } value)
            {
                values[field] = Encoding.UTF8.GetString(value);
            }
        }

        return values;
    }

    private static bool WriteEntity(CsvWriter csv, long entity, SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        var isChanged = false;
        foreach (var field in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(CodePointComparer.Instance))
        {
            var (old, current) = (before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, ""));
            if (old != current)
            {
                csv.WriteRecord([entity.ToString(CultureInfo.InvariantCulture), field, old, current]);
                isChanged = true;
            }
        }

        return isChanged;
    }
}
