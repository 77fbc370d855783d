using System.Buffers;
using System.Text;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// Writes the WKT of an entity as a GeoJSON geometry by RFC 7946: longitude and latitude with at most six decimals, the shell of a
/// polygon counter-clockwise and its holes clockwise. A multipolygon of one polygon becomes that polygon, as the reference has it.
/// Heights and measures are left out.
/// </summary>
internal ref struct GeoJsonGeometry
{
    private const int SmallestRing = 4;
    private const int SmallestLine = 2;

    private readonly Utf8Output _output;
    private readonly GeoJsonPositions _positions;
    private WktScanner _wkt;

    private GeoJsonGeometry(ReadOnlySpan<byte> wkt, Utf8Output output)
    {
        _wkt = new WktScanner(wkt);
        _output = output;
        _positions = new GeoJsonPositions(output);
    }

    /// <summary>
    /// Writes the geometry. False where the text is not WKT or is an empty geometry; what was written until then is for the caller to
    /// take back.
    /// </summary>
    public static bool TryWrite(ReadOnlySpan<byte> wkt, Utf8Output output)
    {
        var geometry = new GeoJsonGeometry(wkt, output);
        return geometry.Geometry() && geometry._wkt.AtEnd();
    }

    private bool Geometry()
    {
        Span<char> name = stackalloc char[20];
        return (Ascii.ToUpper(_wkt.Word(), name, out var length) == OperationStatus.Done ? name[..length] : default) switch
        {
            "POINT" => Single("Point"u8, Part.Point),
            "LINESTRING" => Single("LineString"u8, Part.Line),
            "POLYGON" => Single("Polygon"u8, Part.Polygon),
            "MULTIPOINT" => Several("MultiPoint"u8, Part.Point),
            "MULTILINESTRING" => Several("MultiLineString"u8, Part.Line),
            "MULTIPOLYGON" => MultiPolygon(),
            "GEOMETRYCOLLECTION" => Collection(),
            _ => false,
        };
    }

    private bool MultiPolygon()
    {
        var start = _output.Mark();
        var wkt = _wkt;
        if (_wkt.Open() && Single("Polygon"u8, Part.Polygon) && _wkt.Take((byte)')'))
        {
            return true;
        }

        _output.Return(start);
        _wkt = wkt;
        return Several("MultiPolygon"u8, Part.Polygon);
    }

    private bool Single(ReadOnlySpan<byte> type, Part part)
    {
        StartGeometry(type, "coordinates"u8);
        return Coordinates(part) && EndGeometry();
    }

    private bool Several(ReadOnlySpan<byte> type, Part part)
    {
        StartGeometry(type, "coordinates"u8);
        return List(part) && EndGeometry();
    }

    private bool Collection()
    {
        StartGeometry("GeometryCollection"u8, "geometries"u8);
        return List(Part.Geometry) && EndGeometry();
    }

    private bool List(Part part)
    {
        if (!_wkt.Open())
        {
            return false;
        }

        _output.Write("[ "u8);
        do
        {
            if (!Coordinates(part))
            {
                return false;
            }
        }
        while (Separated());
        _output.Write(" ]"u8);
        return _wkt.Take((byte)')');
    }

    private bool Coordinates(Part part) => part switch
    {
        Part.Point => Point(),
        Part.Line => Path(SmallestLine) && _positions.Write(),
        Part.Polygon => Polygon(),
        _ => Geometry(),
    };

    /// <summary>A position in brackets, or bare as older writers have the members of a MULTIPOINT.</summary>
    private bool Point()
    {
        _positions.Clear();
        var bracketed = _wkt.Open();
        return Position() && (!bracketed || _wkt.Take((byte)')')) && _positions.WriteFirst();
    }

    private bool Polygon()
    {
        if (!_wkt.Open())
        {
            return false;
        }

        _output.Write("[ "u8);
        var shell = true;
        do
        {
            if (!Path(SmallestRing) || !_positions.IsClosed)
            {
                return false;
            }

            _positions.Turn(counterClockwise: shell);
            _positions.Write();
            shell = false;
        }
        while (Separated());
        _output.Write(" ]"u8);
        return _wkt.Take((byte)')');
    }

    private bool Path(int least)
    {
        _positions.Clear();
        if (!_wkt.Open())
        {
            return false;
        }

        do
        {
            if (!Position())
            {
                return false;
            }
        }
        while (_wkt.Take((byte)','));
        return _wkt.Take((byte)')') && _positions.Count >= least;
    }

    private bool Position()
    {
        if (!_wkt.Number(out var x) || !_wkt.Number(out var y))
        {
            return false;
        }

        while (_wkt.Number(out _))
        {
        }

        _positions.Add(x, y);
        return true;
    }

    private bool Separated()
    {
        if (!_wkt.Take((byte)','))
        {
            return false;
        }

        _output.Write(", "u8);
        return true;
    }

    private void StartGeometry(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        _output.Write("{ \"type\": \""u8);
        _output.Write(type);
        _output.Write("\", \""u8);
        _output.Write(content);
        _output.Write("\": "u8);
    }

    private bool EndGeometry()
    {
        _output.Write(" }"u8);
        return true;
    }

    private enum Part
    {
        Point,
        Line,
        Polygon,
        Geometry,
    }
}
