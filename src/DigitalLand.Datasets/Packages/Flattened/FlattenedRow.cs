using System.Buffers;
using System.Text;
using System.Text.Json;
using DigitalLand.Core;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// One entity with the members of its JSON raised beside its columns. A member takes the place of a column of its name; the
/// <c>geojson</c> of the entries is left out. One row object is used for any number of rows.
/// </summary>
internal sealed class FlattenedRow
{
    private static readonly SearchValues<byte> EndsPlainText =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private readonly FlattenedColumns _columns;
    private readonly ReadOnlyMemory<byte>[] _values;
    private readonly bool[] _has;
    private readonly int[] _targets;
    private readonly int _json;
    private int _nextMember;

    public FlattenedRow(FlattenedColumns columns)
    {
        _columns = columns;
        _values = new ReadOnlyMemory<byte>[columns.Names.Length];
        _has = new bool[columns.Names.Length];
        _targets = [.. columns.Entries.Select(name => name is FlattenedColumns.Json or "geojson" ? -1 : columns.IndexOf(name))];
        _json = Array.IndexOf(columns.Entries, FlattenedColumns.Json);
    }

    /// <summary>The keys that the row has, as column positions: those of the entries, then the members in the order stored.</summary>
    public List<int> Keys { get; } = [];

    /// <summary>The value of a column; empty too where the row has no such key.</summary>
    public ReadOnlySpan<byte> this[int column] => column < 0 ? default : _values[column].Span;

    /// <summary>Takes a record.</summary>
    /// <exception cref="RunFailedException">A member is not a field of the dataset's schemas, or the JSON is not an object of strings.</exception>
    public void Take(EntryBatch batch, int record, string path)
    {
        Array.Clear(_values);
        Array.Clear(_has);
        Keys.Clear();
        var fields = batch.FieldCount(record);
        for (var i = 0; i < Math.Min(_targets.Length, fields); i++)
        {
            if (_targets[i] >= 0)
            {
                Set(_targets[i], Field(batch, record, i));
            }
        }

        if (_json < 0 || _json >= fields || Field(batch, record, _json) is not { IsEmpty: false } json)
        {
            return;
        }

        var number = batch.Number(record);
        if (TryTakePlainMembers(json, path, number))
        {
            return;
        }

        try
        {
            TakeMembers(json, path, number);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RunFailedException($"The json in record {number} of '{path}' is not an object of texts: {error.Message}", error);
        }
    }

    private static ReadOnlyMemory<byte> Field(EntryBatch batch, int record, int field)
    {
        var (start, length) = batch.Field(record, field);
        return batch.Text.AsMemory(start, length);
    }

    /// <summary>
    /// Takes the members of an object as packages have it, compact and without an escape, where it lies. False for any other, of which
    /// members may have been set: they are set again.
    /// </summary>
    private bool TryTakePlainMembers(ReadOnlyMemory<byte> json, string path, int record)
    {
        var text = json.Span;
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}' || !IsPlain(text))
        {
            return false;
        }

        for (var at = 1; at < text.Length - 1;)
        {
            var name = at + 1;
            var nameEnd = name + text[name..].IndexOf((byte)'"');
            var value = nameEnd + 3;
            var valueEnd = value + text[value..].IndexOf((byte)'"');
            SetMember(text[name..nameEnd], json[value..valueEnd], path, record);
            at = valueEnd + 2;
        }

        return true;
    }

    /// <summary>Whether the object is nothing but <c>"name":"value"</c>, with commas between.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        var at = 1;
        while (TakeText(text, ref at) && TakeCharacter(text, ref at, ':') && TakeText(text, ref at))
        {
            if (at == text.Length - 1)
            {
                return true;
            }

            if (!TakeCharacter(text, ref at, ','))
            {
                return false;
            }
        }

        return false;
    }

    private static bool TakeCharacter(ReadOnlySpan<byte> text, ref int at, char character) => at < text.Length && text[at++] == character;

    private static bool TakeText(ReadOnlySpan<byte> text, ref int at)
    {
        if (!TakeCharacter(text, ref at, '"') || text[at..].IndexOfAny(EndsPlainText) is not (var end and >= 0) || text[at + end] != '"')
        {
            return false;
        }

        at += end + 1;
        return true;
    }

    private void TakeMembers(ReadOnlyMemory<byte> json, string path, int record)
    {
        using var members = JsonDocument.Parse(json);
        foreach (var member in members.RootElement.EnumerateObject())
        {
            SetMember(Encoding.UTF8.GetBytes(member.Name), Encoding.UTF8.GetBytes(member.Value.GetString() ?? ""), path, record);
        }
    }

    private void SetMember(ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value, string path, int record)
    {
        var column = _columns.IndexOf(name, _nextMember);
        _nextMember = column + 1;
        if (column < 0)
        {
            throw new RunFailedException(
                $"The entity in record {record} of '{path}' has the field '{Encoding.UTF8.GetString(name)}', which none of the dataset's schemas has (schema-field.csv), so there is no column for it.");
        }

        Set(column, value);
    }

    private void Set(int column, ReadOnlyMemory<byte> value)
    {
        if (!_has[column])
        {
            _has[column] = true;
            Keys.Add(column);
        }

        _values[column] = value;
    }
}
