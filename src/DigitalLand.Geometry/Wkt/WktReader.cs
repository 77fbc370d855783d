using System.Buffers;
using System.Globalization;

namespace DigitalLand.Geometry.Wkt;

/// <summary>Whether a text is WKT.</summary>
internal enum WktVerdict
{
    Accepted,
    Rejected,

    /// <summary>The text holds something that only GEOS's own reader judges: numbers such as <c>inf</c> or <c>0x1p3</c>, points in multitudes.</summary>
    Unsure,
}

/// <summary>
/// Reads well-known text with the acceptance rules of GEOS 3.11's reader, which decides what the reference takes for WKT: keywords in any case; Z, M and ZM
/// as words of their own; a third number is a height and a fourth is dropped, whatever the keyword; anything after a complete geometry is
/// ignored; rings need equal ends and at least three coordinates, lines at least two.
/// </summary>
internal ref struct WktReader
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-.eE");
    private static readonly SearchValues<char> Delimiters = SearchValues.Create("\n\r\t() ,");

    private ReadOnlySpan<char> _rest;
    private bool _unsure;
    private double[] _xy = [];
    private double[] _z = [];

    private WktReader(ReadOnlySpan<char> text) => _rest = text;

    public static WktVerdict TryRead(ReadOnlySpan<char> text, out Shape? shape)
    {
        var reader = new WktReader(text);
        shape = reader.ReadTagged();
        return shape is not null ? WktVerdict.Accepted : reader._unsure ? WktVerdict.Unsure : WktVerdict.Rejected;
    }

    /// <summary>Reads an ordinary <c>POINT</c> with two or three numbers, without allocating; false for every other text.</summary>
    public static bool TryReadPoint(ReadOnlySpan<char> text, out double x, out double y, out double height)
    {
        var reader = new WktReader(text);
        x = y = height = 0;
        return reader.Word() is var keyword && Is(keyword, "POINT") && reader.OpenerOrEmpty() == '('
            && reader.ReadCoordinate(out x, out y, out height) && reader.Next() == ')' && !reader._unsure;
    }

    private Shape? ReadTagged()
    {
        var keyword = Word();
        return keyword.Length switch
        {
            5 when Is(keyword, "POINT") => ReadPoint(),
            7 when Is(keyword, "POLYGON") => ReadPolygon(),
            12 when Is(keyword, "MULTIPOLYGON") => ReadMembers(ShapeType.MultiPolygon),
            18 when Is(keyword, "GEOMETRYCOLLECTION") => ReadMembers(ShapeType.GeometryCollection),
            10 when Is(keyword, "LINESTRING") => ReadPath(2) is { } path ? Shape.Of(ShapeType.LineString, path) : null,
            10 when Is(keyword, "LINEARRING") => ReadRing() is { } ring ? Shape.Of(ShapeType.LinearRing, ring) : null,
            15 when Is(keyword, "MULTILINESTRING") => ReadMembers(ShapeType.MultiLineString),
            10 when Is(keyword, "MULTIPOINT") => Unsure(),
            _ => null,
        };
    }

    private Shape? Unsure()
    {
        _unsure = true;
        return null;
    }

    private Shape? ReadPoint()
    {
        switch (OpenerOrEmpty())
        {
            case 'E':
                return Shape.Of(ShapeType.Point, Path.Empty);
            case '(' when ReadCoordinate(out var x, out var y, out var z) && Next() == ')':
                return Shape.Of(ShapeType.Point, new Path([x, y], double.IsNaN(z) ? null : [z]));
            default:
                return null;
        }
    }

    private Shape? ReadPolygon()
    {
        var opener = OpenerOrEmpty();
        if (opener != '(')
        {
            return opener == 'E' ? Shape.Of(ShapeType.Polygon, Path.Empty) : null;
        }

        var rings = new List<Path>(1);
        char next;
        do
        {
            if (ReadRing() is not { } ring)
            {
                return null;
            }

            rings.Add(ring);
            next = Next();
        }
        while (next == ',');

        var holesInNothing = rings[0].Count == 0 && rings.Exists(static ring => ring.Count > 0);
        return next == ')' && !holesInNothing ? Shape.Of(ShapeType.Polygon, [.. rings]) : null;
    }

    private Shape? ReadMembers(ShapeType type)
    {
        var opener = OpenerOrEmpty();
        if (opener != '(')
        {
            return opener == 'E' ? Shape.Multiple(type) : null;
        }

        var members = new List<Shape>(1);
        char next;
        do
        {
            var member = type switch
            {
                ShapeType.MultiPolygon => ReadPolygon(),
                ShapeType.GeometryCollection => ReadTagged(),
                _ => ReadPath(2) is { } path ? Shape.Of(ShapeType.LineString, path) : null,
            };
            if (member is null)
            {
                return null;
            }

            members.Add(member);
            next = Next();
        }
        while (next == ',');

        return next == ')' ? Shape.Multiple(type, [.. members]) : null;
    }

    private Path? ReadRing() => ReadPath(3) is { } ring && (ring.Count == 0 || ring.EndsMeet) ? ring : null;

    private Path? ReadPath(int least)
    {
        var opener = OpenerOrEmpty();
        if (opener != '(')
        {
            return opener == 'E' ? Path.Empty : null;
        }

        var count = 0;
        var anyHeight = false;
        char next;
        do
        {
            if (!ReadCoordinate(out var x, out var y, out var z))
            {
                return null;
            }

            if (_z.Length == count)
            {
                var capacity = Math.Max(64, count * 2);
                Array.Resize(ref _xy, capacity * 2);
                Array.Resize(ref _z, capacity);
            }

            _xy[2 * count] = x;
            _xy[(2 * count) + 1] = y;
            _z[count++] = z;
            anyHeight |= !double.IsNaN(z);
            next = Next();
        }
        while (next == ',');

        if (next != ')' || count < least)
        {
            return null;
        }

        return new Path(_xy.AsSpan(0, count * 2).ToArray(), anyHeight ? _z.AsSpan(0, count).ToArray() : null);
    }

    private bool ReadCoordinate(out double x, out double y, out double z)
    {
        y = 0;
        z = double.NaN;
        return ReadNumber(out x) && ReadNumber(out y)
            && (!IsTokenNext() || ReadNumber(out z))
            && (!IsTokenNext() || ReadNumber(out _));
    }

    /// <summary><c>(</c>, or <c>E</c> for the word EMPTY, after an optional Z, M or ZM; anything else is not WKT.</summary>
    private char OpenerOrEmpty()
    {
        var word = Word();
        if (Is(word, "Z") || Is(word, "M") || Is(word, "ZM"))
        {
            word = Word();
        }

        return word is "(" ? '(' : Is(word, "EMPTY") ? 'E' : '\0';
    }

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private bool IsTokenNext()
    {
        SkipSpace();
        return _rest.Length > 0 && _rest[0] is not ('(' or ')' or ',');
    }

    /// <summary>The next character, which has to be punctuation; NUL at the end of the text.</summary>
    private char Next()
    {
        SkipSpace();
        if (_rest.IsEmpty)
        {
            return '\0';
        }

        var next = _rest[0];
        _rest = _rest[1..];
        return next;
    }

    private ReadOnlySpan<char> Word()
    {
        SkipSpace();
        if (_rest.IsEmpty)
        {
            return default;
        }

        var length = _rest.IndexOfAny(Delimiters);
        length = length < 0 ? _rest.Length : Math.Max(length, 1);
        var word = _rest[..length];
        _rest = _rest[length..];
        return word;
    }

    private void SkipSpace()
    {
        var i = 0;
        while (i < _rest.Length && _rest[i] is ' ' or '\n' or '\r' or '\t')
        {
            i++;
        }

        _rest = _rest[i..];
    }

    private bool ReadNumber(out double value)
    {
        var word = Word();
        if (ShortDecimal.TryRead(word, out value))
        {
            return true;
        }

        if (word.ContainsAnyExcept(NumberCharacters))
        {
            // C's strtod takes more for a number than a decimal: inf, nan, hexadecimals, a leading vertical tab.
            var unsigned = word.TrimStart("+-");
            _unsure = unsigned.Length > 0 && (unsigned[0] is 'i' or 'I' or 'n' or 'N' or '\v' or '\f' || unsigned.ContainsAny('x', 'X'));
            return false;
        }

        return double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }
}
