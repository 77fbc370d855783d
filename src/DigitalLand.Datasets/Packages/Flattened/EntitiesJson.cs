namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened JSON: <c>{"entities": [ ... ]}</c> on one line, as Python's <c>json.dumps</c> writes it, each entity with the keys that it has.
/// </summary>
internal sealed class EntitiesJson
{
    private readonly Utf8Output _output;
    private readonly FlattenedColumns _columns;
    private bool _any;

    public EntitiesJson(Stream stream, FlattenedColumns columns)
    {
        _output = new Utf8Output(stream);
        _columns = columns;
        _output.Write("{\"entities\": ["u8);
    }

    public void Write(FlattenedRow row)
    {
        _output.Write(_any ? ", {"u8 : "{"u8);
        _any = true;
        var separator = ""u8;
        foreach (var column in row.Keys)
        {
            _output.Write(separator);
            JsonText.WriteAscii(_output, _columns.Names[column]);
            _output.Write(": "u8);
            JsonText.WriteAscii(_output, row[column]);
            separator = ", "u8;
        }

        _output.Write("}"u8);
        _output.EndRecord();
    }

    public void End()
    {
        _output.Write("]}"u8);
        _output.Flush();
    }
}
