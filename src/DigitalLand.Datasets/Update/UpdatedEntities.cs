using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Update;

/// <summary>
/// Makes the rows of the table entity from its facts, one by one (the reference's <c>DatasetPackage.load_entities</c>, <c>entity_row</c> and
/// <c>migrate_entity</c>). The rules are those of updating, not of assembling: of several facts of a field the last counts by priority, entry date
/// and the latest start date of the fact's resources, the priority being a number; what an entity lacks is the empty string; the JSON is Python's;
/// a point is the centroid with six decimals and no space before its bracket.
/// </summary>
/// <param name="database">The dataset.</param>
/// <param name="table">The table entity.</param>
/// <param name="dataset">Whose name and typology each entity carries.</param>
/// <param name="organisations">Turns an organisation into its entity.</param>
/// <param name="centroid">Fills missing points.</param>
/// <param name="remarks">Told which entities were left as they were.</param>
internal sealed class UpdatedEntities(
    SqliteDatabase database, PackageTable table, DatasetSpecification dataset, OrganisationEntities organisations, Centroid centroid, List<string> remarks)
{
    private const string Facts = """
        SELECT entity, field, value, priority
        FROM fact LEFT JOIN (SELECT fact, max(start_date) AS latest FROM fact_resource GROUP BY fact) USING (fact)
        WHERE value != '' OR field = 'end-date'
        ORDER BY entity, field, priority, entry_date, latest, fact
        """;

    /// <summary>Fields that have no place in the JSON, though most of them have no column either.</summary>
    private static readonly HashSet<string> NotInJson =
        new(StringComparer.Ordinal) { "geography", "geometry", "organisation", "reference", "prefix", "point", "slug", "quality" };

    private readonly HashSet<string> _columns = [.. table.Columns.Select(column => column.Field)];

    /// <returns>How many entities were written.</returns>
    /// <exception cref="RunFailedException">A fact has no entity.</exception>
    public long Write(CancellationToken cancel)
    {
        using var facts = database.Prepare(Facts);
        using var writer = new SqliteTableWriter(database, table);
        var row = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var (entity, isSome) = ("", true);
        while (facts.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (facts.IsNull(0))
            {
                throw new RunFailedException($"A fact of the dataset '{dataset.Name}' has no entity. Transform its resource again.");
            }

            var next = Text(facts, 0);
            if (next != entity)
            {
                WorkMeter.Add("entities");
                Insert(writer, entity, row, isSome);
                row.Clear();
                (entity, isSome) = (next, true);
            }

            row[Text(facts, 1)] = Text(facts, 2);
            isSome &= facts.IsNull(3) || long.Parse(facts.Text(3), CultureInfo.InvariantCulture) <= 1;
        }

        Insert(writer, entity, row, isSome);
        return writer.Rows;
    }

    private static string Text(SqliteStatement facts, int column) => Encoding.UTF8.GetString(facts.Text(column));

    private void Insert(SqliteTableWriter writer, string entity, OrderedDictionary<string, string> row, bool isSome)
    {
        if (entity.Length == 0)
        {
            return;
        }

        var json = JsonOf(row);
        row["entity"] = entity;
        row["dataset"] = dataset.Name;
        row["typology"] = dataset.Typology;
        row["quality"] = isSome ? "some" : "authoritative";
        row["json"] = json;
        if (row.GetValueOrDefault("organisation-entity", "").Length == 0 && organisations.Find(row.GetValueOrDefault("organisation", "")) is { } organisation)
        {
            row["organisation-entity"] = Encoding.UTF8.GetString(organisation);
        }

        if (!TryPlace(row))
        {
            remarks.Add($"The entity {entity} was left as it was, because its geometry is not well-known text.");
            return;
        }

        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (!writer.TrySetFromText(i, row.GetValueOrDefault(table.Columns[i].Field, "")))
            {
                throw new RunFailedException($"The entity {entity} has the {table.Columns[i].Field} '{row[table.Columns[i].Field]}', which is not a number.");
            }
        }

        writer.Insert();
    }

    private string JsonOf(OrderedDictionary<string, string> row)
    {
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (field, value) in row)
        {
            if (value.Length > 0 && !_columns.Contains(field) && !NotInJson.Contains(field))
            {
                members.Add(field, value);
            }
        }

        // An empty object becomes NULL on its way into the column.
        return PythonJson.Write(members);
    }

    /// <summary>Gives the row a point where it has only a geometry; false where that is not WKT.</summary>
    private bool TryPlace(OrderedDictionary<string, string> row)
    {
        if (row.GetValueOrDefault("geometry", "") is not { Length: > 0 } geometry)
        {
            return true;
        }

        if (centroid(geometry) is not var (x, y))
        {
            return false;
        }

        if (row.GetValueOrDefault("point", "").Length == 0)
        {
            row["point"] = FormattableString.Invariant($"POINT({x:F6} {y:F6})");
        }

        return true;
    }
}
