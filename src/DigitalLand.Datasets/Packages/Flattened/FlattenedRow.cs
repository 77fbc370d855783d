using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// One entity with the members of its JSON raised beside its columns. A member takes the place of a column of its name; the
/// <c>geojson</c> of the entries is left out. One row object is used for all rows of a file.
/// </summary>
internal sealed class FlattenedRow
{
    private readonly FlattenedColumns _columns;
    private readonly string?[] _values;
    private readonly int[] _targets;
    private readonly int _json;

    public FlattenedRow(FlattenedColumns columns)
    {
        _columns = columns;
        _values = new string?[columns.Names.Length];
        _targets = [.. columns.Entries.Select(name => name is FlattenedColumns.Json or "geojson" ? -1 : columns.IndexOf(name))];
        _json = Array.IndexOf(columns.Entries, FlattenedColumns.Json);
    }

    /// <summary>The keys that the row has, as column positions: those of the entries, then the members in the order stored.</summary>
    public List<int> Keys { get; } = [];

    /// <summary>The value of a column; null where the row has no such key.</summary>
    public string? this[int column] => column < 0 ? null : _values[column];

    /// <summary>Takes the record at which a reader stands.</summary>
    /// <exception cref="RunFailedException">A member is not a field of the dataset's schemas, or the JSON is not an object of strings.</exception>
    public void Take(CsvReader reader, string path)
    {
        Array.Clear(_values);
        Keys.Clear();
        for (var i = 0; i < Math.Min(_targets.Length, reader.FieldCount); i++)
        {
            if (_targets[i] >= 0)
            {
                Set(_targets[i], reader.GetString(i));
            }
        }

        if (_json < 0 || _json >= reader.FieldCount || reader[_json].IsEmpty)
        {
            return;
        }

        try
        {
            TakeMembers(reader.GetString(_json), path, reader.RecordNumber);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RunFailedException($"The json in record {reader.RecordNumber} of '{path}' is not an object of texts: {error.Message}", error);
        }
    }

    private void TakeMembers(string json, string path, int record)
    {
        using var members = JsonDocument.Parse(json);
        foreach (var member in members.RootElement.EnumerateObject())
        {
            var column = _columns.IndexOf(member.Name);
            if (column < 0)
            {
                throw new RunFailedException(
                    $"The entity in record {record} of '{path}' has the field '{member.Name}', which none of the dataset's schemas has (schema-field.csv), so there is no column for it.");
            }

            Set(column, member.Value.GetString());
        }
    }

    private void Set(int column, string? value)
    {
        if (_values[column] is null)
        {
            Keys.Add(column);
        }

        _values[column] = value ?? "";
    }
}
