using System.Globalization;
using System.Text;
using System.Text.Json;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Assemble;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Provenance;

/// <summary>Looks up in a dataset's SQLite package where its values come from, and what came of a row of a resource.</summary>
public sealed class DatasetProvenance : IDisposable
{
    private const string Sources =
        """
        SELECT fact.fact, fact.field, fact.value, fact.reference_entity, fact_resource.priority, fact_resource.entry_date, fact_resource.resource,
            fact_resource.entry_number, fact.entity
        FROM fact JOIN fact_resource ON fact_resource.fact = fact.fact
        """;

    private readonly SqliteDatabase _database;
    private readonly ResourceEndDates? _endDates;

    /// <param name="sqlite">The package.</param>
    /// <param name="resources">resource.csv of the collection, which decides ties; may be missing.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The package cannot be read.</exception>
    public DatasetProvenance(string sqlite, string resources)
    {
        _endDates = CsvTable.ReadIfPresent(resources) is { } table ? new ResourceEndDates(table) : null;
        _database = SqliteDatabase.OpenForReading(sqlite);
    }

    /// <summary>Whether the dataset has the entity.</summary>
    public bool Has(long entity)
    {
        using var statement = _database.Prepare("SELECT 1 FROM entity WHERE entity = ?");
        statement.Bind(0, entity);
        return statement.Read();
    }

    /// <summary>The fields of an entity with all of their sources, in the order of the fields' names; of one field where it is named.</summary>
    public IReadOnlyList<FieldProvenance> Of(long entity, string field = "")
    {
        var values = ValuesOf(entity);
        using var statement = _database.Prepare($"{Sources} WHERE fact.entity = ?");
        statement.Bind(0, entity);
        return
        [
            .. Read(statement)
                .Select(source => source.Source)
                .Where(source => field.Length == 0 || source.Field == field)
                .GroupBy(source => source.Field, StringComparer.Ordinal)
                .OrderBy(sources => sources.Key, StringComparer.Ordinal)
                .Select(sources => new FieldProvenance(sources.Key, values.GetValueOrDefault(sources.Key), Ranked(sources))),
        ];
    }

    /// <summary>The facts that the dataset has from one row of a resource, each with its entity.</summary>
    public IReadOnlyList<(string Entity, FactSource Source)> OfEntry(string resource, int entryNumber)
    {
        using var statement = _database.Prepare($"{Sources} WHERE fact_resource.resource = ? AND fact_resource.entry_number = ? ORDER BY fact.entity, fact.field");
        statement.Bind(0, Encoding.UTF8.GetBytes(resource));
        statement.Bind(1, entryNumber);
        return [.. Read(statement)];
    }

    /// <summary>The issues that were seen in one line of a resource.</summary>
    public IReadOnlyList<SourceIssue> IssuesOf(string resource, int lineNumber)
    {
        using var statement = _database.Prepare("SELECT issue_type, field, value, message, entity FROM issue WHERE resource = ? AND line_number = ? ORDER BY rowid");
        statement.Bind(0, Encoding.UTF8.GetBytes(resource));
        statement.Bind(1, lineNumber);
        var issues = new List<SourceIssue>();
        while (statement.Read())
        {
            issues.Add(new SourceIssue(Text(statement, 0), Text(statement, 1), Text(statement, 2), Text(statement, 3), Text(statement, 4)));
        }

        return issues;
    }

    public void Dispose() => _database.Dispose();

    /// <summary>As the entity is assembled: see <see cref="ChosenFacts"/>.</summary>
    private List<FactSource> Ranked(IEnumerable<FactSource> sources) =>
    [
        .. sources
            .OrderByDescending(source => source.Priority, StringComparer.Ordinal)
            .ThenByDescending(source => source.EntryDate, StringComparer.Ordinal)
            .ThenByDescending(source => source.EntryNumber.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ThenByDescending(source => _endDates?.Of(source.Resource) ?? "", StringComparer.Ordinal)
            .ThenBy(source => source.Resource, StringComparer.Ordinal)
            .ThenBy(source => source.Fact, StringComparer.Ordinal),
    ];

    /// <summary>What readers see of an entity: its columns, and the members of its json.</summary>
    private Dictionary<string, string> ValuesOf(long entity)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        using var statement = _database.Prepare("SELECT * FROM entity WHERE entity = ?");
        statement.Bind(0, entity);
        if (!statement.Read())
        {
            return values;
        }

        for (var i = 0; i < statement.ColumnCount; i++)
        {
            var name = statement.ColumnName(i).Replace('_', '-');
            if (name == "json" && !statement.IsNull(i))
            {
                using var json = JsonDocument.Parse(Text(statement, i));
                foreach (var member in json.RootElement.EnumerateObject())
                {
                    values[member.Name] = member.Value.ToString();
                }
            }
            else if (Text(statement, i) is { Length: > 0 } value)
            {
                values[name] = value;
            }
        }

        // An entity names its organisation by that one's number.
        if (values.Remove("organisation-entity", out var organisation))
        {
            values["organisation"] = organisation;
        }

        return values;
    }

    private static IEnumerable<(string Entity, FactSource Source)> Read(SqliteStatement statement)
    {
        while (statement.Read())
        {
            var entryNumber = int.Parse(statement.Text(7), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            yield return (
                Text(statement, 8),
                new FactSource(Text(statement, 0), Text(statement, 1), Text(statement, 2), Text(statement, 3), Text(statement, 4), Text(statement, 5), Text(statement, 6), entryNumber));
        }
    }

    private static string Text(SqliteStatement statement, int column) => Encoding.UTF8.GetString(statement.Text(column));
}
