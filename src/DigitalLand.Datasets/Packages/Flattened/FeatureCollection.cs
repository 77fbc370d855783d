using System.Text;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened GeoJSON (RFC 7946): a feature a line for each entity of typology geography that has a usable geometry, else point, and
/// all its other keys as properties. The lay-out is that of GDAL's writer, which made these files before.
/// </summary>
internal sealed class FeatureCollection
{
    private readonly Utf8Output _output;
    private readonly byte[][] _keys;
    private readonly int _typology;
    private readonly int _geometry;
    private readonly int _point;

    public FeatureCollection(Stream stream, FlattenedColumns columns)
    {
        _output = new Utf8Output(stream);
        _keys = JsonText.Keys(columns.Names, JsonText.WriteUtf8);
        _typology = columns.IndexOf("typology");
        _geometry = columns.IndexOf("geometry");
        _point = columns.IndexOf("point");
    }

    /// <summary>What comes between two features, and after them.</summary>
    public static ReadOnlySpan<byte> Separator => ","u8;

    public static ReadOnlySpan<byte> End => "\n]\n}\n"u8;

    public long Features { get; private set; }

    /// <summary>Entities of typology geography that neither a geometry nor a point places, or a bad one.</summary>
    public long Unplaced { get; private set; }

    /// <summary>What comes before the features of a dataset.</summary>
    public static byte[] Start(string dataset)
    {
        using var name = new MemoryStream();
        var output = new Utf8Output(name);
        JsonText.WriteUtf8(output, Encoding.UTF8.GetBytes(dataset));
        output.Flush();
        return [.. "{\n\"type\": \"FeatureCollection\",\n\"name\": "u8, .. name.ToArray(), .. ",\n\"features\": ["u8];
    }

    /// <summary>Writes an entity behind a separator, if it has a place.</summary>
    public void Write(FlattenedRow row)
    {
        if (!row[_typology].SequenceEqual("geography"u8))
        {
            return;
        }

        var start = _output.Mark();
        _output.Write(Separator);
        _output.Write("\n{ \"type\": \"Feature\", \"properties\": { "u8);
        WriteProperties(row);
        _output.Write(" }, \"geometry\": "u8);
        var wkt = row[_geometry] is { IsEmpty: false } geometry ? geometry : row[_point];
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

    public void Flush() => _output.Flush();

    private void WriteProperties(FlattenedRow row)
    {
        var separator = ""u8;
        foreach (var column in row.Keys)
        {
            if (column != _geometry && column != _point)
            {
                _output.Write(separator);
                _output.Write(_keys[column]);
                JsonText.WriteUtf8(_output, row[column]);
                separator = ", "u8;
            }
        }
    }
}
