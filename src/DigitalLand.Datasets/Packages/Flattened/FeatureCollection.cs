namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened GeoJSON (RFC 7946): a feature a line for each entity of typology geography that has a usable geometry, else point, and
/// all its other keys as properties. The lay-out is that of GDAL's writer, which made these files before.
/// </summary>
internal sealed class FeatureCollection
{
    private readonly Utf8Output _output;
    private readonly FlattenedColumns _columns;
    private readonly int _typology;
    private readonly int _geometry;
    private readonly int _point;

    public FeatureCollection(Stream stream, string dataset, FlattenedColumns columns)
    {
        _output = new Utf8Output(stream);
        _columns = columns;
        _typology = columns.IndexOf("typology");
        _geometry = columns.IndexOf("geometry");
        _point = columns.IndexOf("point");
        _output.Write("{\n\"type\": \"FeatureCollection\",\n\"name\": "u8);
        JsonText.WriteUtf8(_output, dataset);
        _output.Write(",\n\"features\": ["u8);
    }

    public long Features { get; private set; }

    /// <summary>Entities of typology geography that neither a geometry nor a point places, or a bad one.</summary>
    public long Unplaced { get; private set; }

    public void Write(FlattenedRow row)
    {
        if (row[_typology] is not "geography")
        {
            return;
        }

        var start = _output.Mark();
        _output.Write(Features > 0 ? ",\n{ \"type\": \"Feature\", \"properties\": { "u8 : "\n{ \"type\": \"Feature\", \"properties\": { "u8);
        WriteProperties(row);
        _output.Write(" }, \"geometry\": "u8);
        var wkt = row[_geometry] is { Length: > 0 } geometry ? geometry : row[_point];
        if (GeoJsonGeometry.TryWrite(wkt, _output))
        {
            _output.Write(" }"u8);
            Features++;
        }
        else
        {
            _output.Return(start);
            Unplaced++;
        }

        _output.EndRecord();
    }

    public void End()
    {
        _output.Write("\n]\n}\n"u8);
        _output.Flush();
    }

    private void WriteProperties(FlattenedRow row)
    {
        var separator = ""u8;
        foreach (var column in row.Keys)
        {
            if (column != _geometry && column != _point)
            {
                _output.Write(separator);
                JsonText.WriteUtf8(_output, _columns.Names[column]);
                _output.Write(": "u8);
                JsonText.WriteUtf8(_output, row[column]);
                separator = ", "u8;
            }
        }
    }
}
