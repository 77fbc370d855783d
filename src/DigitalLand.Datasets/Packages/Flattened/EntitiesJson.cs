namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened JSON: <c>{"entities": [ ... ]}</c> on one line, as Python's <c>json.dumps</c> writes it, each entity with the keys that it has.
/// </summary>
internal sealed class EntitiesJson(Stream stream, FlattenedColumns columns)
{
    private readonly Utf8Output _output = new(stream);
    private readonly byte[][] _keys = JsonText.Keys(columns.Names, JsonText.WriteAscii);

    /// <summary>What comes before the entities, between two of them, and after them.</summary>
    public static ReadOnlySpan<byte> Start => "{\"entities\": ["u8;

    public static ReadOnlySpan<byte> Separator => ", "u8;

    public static ReadOnlySpan<byte> End => "]}"u8;

    /// <summary>Writes an entity behind a separator.</summary>
    public void Write(FlattenedRow row)
    {
        _output.Write(Separator);
        _output.Write("{"u8);
        var separator = ""u8;
        foreach (var column in row.Keys)
        {
            _output.Write(separator);
            _output.Write(_keys[column]);
            JsonText.WriteAscii(_output, row[column]);
            separator = ", "u8;
        }

        _output.Write("}"u8);
        _output.EndRecord();
    }

    public void Flush() => _output.Flush();
}
