using System.Buffers;

namespace DigitalLand.Geometry.Wkt;

/// <summary>
/// Writes WKT as the reference stores it: two dimensions, exactly six decimals, a comma without a space between
/// coordinates, parts and rings, one space after the keyword.
/// </summary>
internal static class WktWriter
{
    public static string Point(double x, double y)
    {
        Span<char> text = stackalloc char[2 * (SixDecimals.MaxLength + 8)];
        "POINT (".CopyTo(text);
        var length = 7;
        length += SixDecimals.Write(x, text[length..]);
        text[length++] = ' ';
        length += SixDecimals.Write(y, text[length..]);
        text[length++] = ')';
        return new string(text[..length]);
    }

    public static string Write(Shape shape)
    {
        var text = new Buffer();
        try
        {
            text.Append(Keyword(shape.Type));
            AppendBody(ref text, shape);
            return text.ToString();
        }
        finally
        {
            text.Return();
        }
    }

    private static string Keyword(ShapeType type) => type switch
    {
        ShapeType.MultiPolygon => "MULTIPOLYGON ",
        ShapeType.Point => "POINT ",
        ShapeType.MultiLineString => "MULTILINESTRING ",
        ShapeType.Polygon => "POLYGON ",
        ShapeType.LineString => "LINESTRING ",
        ShapeType.LinearRing => "LINEARRING ",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A geometry is stored as a multipolygon, a point or lines."),
    };

    private static void AppendBody(ref Buffer text, Shape shape)
    {
        if (shape.IsEmpty)
        {
            text.Append("EMPTY");
        }
        else if (shape.Members.Length > 0 || shape.Type == ShapeType.Polygon)
        {
            text.Append('(');
            for (var i = 0; i < shape.Members.Length; i++)
            {
                text.AppendCommaAfter(i);
                AppendBody(ref text, shape.Members[i]);
            }

            for (var i = 0; i < shape.Paths.Length; i++)
            {
                text.AppendCommaAfter(i);
                AppendPath(ref text, shape.Paths[i]);
            }

            text.Append(')');
        }
        else
        {
            AppendPath(ref text, shape.Paths[0]);
        }
    }

    private static void AppendPath(ref Buffer text, Path path)
    {
        if (path.Count == 0)
        {
            text.Append("EMPTY");
            return;
        }

        text.Append('(');
        for (var i = 0; i < path.Count; i++)
        {
            text.AppendCommaAfter(i);
            text.Append(path.X(i));
            text.Append(' ');
            text.Append(path.Y(i));
        }

        text.Append(')');
    }

    /// <summary>A growing text in rented memory.</summary>
    private struct Buffer()
    {
        private char[] _text = ArrayPool<char>.Shared.Rent(4096);
        private int _length;

        public void AppendCommaAfter(int count)
        {
            if (count > 0)
            {
                Append(',');
            }
        }

        public void Append(char c)
        {
            Reserve(1);
            _text[_length++] = c;
        }

        public void Append(string text)
        {
            Reserve(text.Length);
            text.CopyTo(_text.AsSpan(_length));
            _length += text.Length;
        }

        public void Append(double number)
        {
            Reserve(SixDecimals.MaxLength);
            _length += SixDecimals.Write(number, _text.AsSpan(_length));
        }

        public override readonly string ToString() => new(_text, 0, _length);

        public readonly void Return() => ArrayPool<char>.Shared.Return(_text);

        private void Reserve(int count)
        {
            if (_length + count > _text.Length)
            {
                var larger = ArrayPool<char>.Shared.Rent((_length + count) * 2);
                _text.AsSpan(0, _length).CopyTo(larger);
                ArrayPool<char>.Shared.Return(_text);
                _text = larger;
            }
        }
    }
}
