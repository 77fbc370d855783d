namespace DigitalLand.Geometry.FastPolygon;

/// <summary>Writes millionths of a degree as WKT with six decimals, the same text that <see cref="Wkt.WktWriter"/> makes of doubles. Serves one thread.</summary>
internal sealed class MicroDegreeText
{
    /// <summary><c>-59.999999</c></summary>
    public const int MaxNumberLength = 10;

    /// <summary>With a space and a comma.</summary>
    private const int MaxPointLength = (2 * MaxNumberLength) + 2;

    private const int Million = 1000000;

    /// <summary>"00" to "99".</summary>
    private static readonly char[] TwoDigits = [.. Enumerable.Range(0, 100).SelectMany(static i => new[] { (char)('0' + (i / 10)), (char)('0' + (i % 10)) })];

    private char[] _text = [];
    private int _length;

    /// <summary>The buffer's polygons without dropped vertices.</summary>
    /// <param name="isReversed">For each ring, whether it is written from its last point to its first.</param>
    public string MultiPolygon(PolygonBuffer buffer, ReadOnlySpan<bool> isReversed)
    {
        var capacity = (buffer.PointCount * MaxPointLength) + (buffer.RingCount * 8) + 32;
        if (_text.Length < capacity)
        {
            _text = new char[2 * capacity];
        }

        _length = 0;
        Append("MULTIPOLYGON (");
        for (var polygon = 0; polygon < buffer.PolygonCount; polygon++)
        {
            Append(polygon == 0 ? "(" : ",(");
            var rings = buffer.Polygon(polygon);
            for (var ring = rings.Start.Value; ring < rings.End.Value; ring++)
            {
                Append(ring == rings.Start.Value ? "(" : ",(");
                AppendRing(buffer, buffer.Ring(ring), isReversed[ring]);
            }

            _text[_length++] = ')';
        }

        _text[_length++] = ')';
        return new string(_text, 0, _length);
    }

    public static string Point(int longitude, int latitude)
    {
        const string opening = "POINT (";
        Span<char> text = stackalloc char[opening.Length + MaxPointLength];
        opening.CopyTo(text);
        var length = opening.Length;
        length += Write(longitude, text[length..]);
        text[length++] = ' ';
        length += Write(latitude, text[length..]);
        text[length++] = ')';
        return new string(text[..length]);
    }

    /// <summary>Writes one number below 100 degrees; returns its length.</summary>
    public static int Write(int microDegrees, Span<char> destination)
    {
        var length = 0;
        if (microDegrees < 0)
        {
            destination[length++] = '-';
            microDegrees = -microDegrees;
        }

        var (whole, fraction) = Math.DivRem((uint)microDegrees, Million);
        if (whole >= 10)
        {
            WritePair(whole, destination[length..]);
            length += 2;
        }
        else
        {
            destination[length++] = (char)('0' + whole);
        }

        destination = destination.Slice(length, 7);
        destination[0] = '.';
        (var pairs, fraction) = Math.DivRem(fraction, 10000);
        WritePair(pairs, destination[1..]);
        (pairs, fraction) = Math.DivRem(fraction, 100);
        WritePair(pairs, destination[3..]);
        WritePair(fraction, destination[5..]);
        return length + 7;
    }

    private static void WritePair(uint pair, Span<char> destination) => TwoDigits.AsSpan((int)pair * 2, 2).CopyTo(destination);

    private void Append(string text)
    {
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>The ring's points and its closing parenthesis.</summary>
    private void AppendRing(PolygonBuffer buffer, Range range, bool isReversed)
    {
        ReadOnlySpan<int> x = buffer.X[range], y = buffer.Y[range];
        ReadOnlySpan<bool> isDropped = buffer.IsDropped[range];
        var text = _text.AsSpan();
        var length = _length;
        var (index, step) = isReversed ? (x.Length - 1, -1) : (0, 1);
        for (var left = x.Length; left > 0; left--, index += step)
        {
            if (!isDropped[index])
            {
                length += Write(x[index], text[length..]);
                text[length++] = ' ';
                length += Write(y[index], text[length..]);
                text[length++] = ',';
            }
        }

        text[length - 1] = ')';
        _length = length;
    }
}
