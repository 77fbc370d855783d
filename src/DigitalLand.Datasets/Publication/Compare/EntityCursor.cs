using System.Globalization;
using System.Text.Json;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Publication.Compare;

/// <summary>Walks the entities of a dataset's SQLite file in the order of their numbers: the columns of a row, and the members of its json.</summary>
internal sealed class EntityCursor : IDisposable
{
    /// <summary>What identifies the row or the dataset rather than says something of the entity, or is blank in every dataset.</summary>
    private static readonly HashSet<string> NotCompared = new(StringComparer.Ordinal) { "entity", "dataset", "typology", "geojson", "json" };

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _statement;
    private readonly int _entity;
    private readonly int _json;
    private readonly int _organisation;
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);

    public EntityCursor(string path)
    {
        _database = SqliteDatabase.OpenForReading(path);
        try
        {
            _statement = _database.Prepare("SELECT * FROM entity ORDER BY entity");
        }
        catch
        {
            _database.Dispose();
            throw;
        }

        var names = Enumerable.Range(0, _statement.ColumnCount).Select(i => _statement.ColumnName(i).Replace('_', '-')).ToArray();
        _entity = Array.IndexOf(names, "entity");
        _json = Array.IndexOf(names, "json");
        _organisation = Array.IndexOf(names, "organisation-entity");
        Columns = [.. names.Select((name, i) => (name, i)).Where(column => !NotCompared.Contains(column.name))];
    }

    /// <summary>The columns that hold values, with where they stand in a row.</summary>
    public IReadOnlyList<(string Field, int Column)> Columns { get; }

    /// <summary>The entity in hand; past every entity after the last.</summary>
    public long Entity { get; private set; }

    public ReadOnlySpan<byte> Json => _statement.Text(_json);

    /// <summary>The organisation's entity, as text; blank for none.</summary>
    public string Organisation => System.Text.Encoding.UTF8.GetString(_statement.Text(_organisation));

    public void Read() =>
        Entity = _statement.Read() ? long.Parse(_statement.Text(_entity), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : long.MaxValue;

    /// <summary>A column's value; blank and missing are the same here.</summary>
    public ReadOnlySpan<byte> Value(int column) => _statement.Text(column);

    /// <summary>The members of the json that have a value; they live until the next call.</summary>
    public IReadOnlyDictionary<string, string> Members()
    {
        _members.Clear();
        if (Json.IsEmpty)
        {
            return _members;
        }

        var reader = new Utf8JsonReader(Json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } value)
                {
                    _members[name] = value;
                }
            }
        }

        return _members;
    }

    public void Dispose()
    {
        _statement.Dispose();
        _database.Dispose();
    }
}
