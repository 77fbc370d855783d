namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>The positions of one geometry, one after the other, as WKT: two ordinates or three, the same number throughout.</summary>
internal struct WktPositions(bool hasZ, bool writeZ)
{
    private (double X, double Y, double Z) _first;
    private (double X, double Y, double Z) _last;
    private int _count;

    /// <summary>True where the last position is the first again.</summary>
    public readonly bool Closed => _first == _last;

    /// <summary>Takes a position from the cursor. Of what follows a third ordinate GDAL takes no notice.</summary>
    public void Append(ref JsonCursor cursor, ReadOnlySpan<byte> json, ByteText text)
    {
        cursor.Take((byte)'[');
        var x = Number(ref cursor, json);
        cursor.Take((byte)',');
        var y = Number(ref cursor, json);
        var z = 0.0;
        var more = cursor.TryTake((byte)',');
        if (more != hasZ)
        {
            throw new NotCertainException("a geometry of two and of three dimensions");
        }

        if (more)
        {
            z = Number(ref cursor, json);
            while (cursor.TryTake((byte)','))
            {
                cursor.TakeValue().Validate(json);
            }
        }

        cursor.Take((byte)']');
        Write(x, y, text);
        if (writeZ)
        {
            text.Append((byte)' ');
            text.Grow(TenDigits.TrySignificant(z, text.Room(TenDigits.Longest), out var used) ? used : throw Extreme());
        }

        _last = (x, y, z);
        _first = _count++ == 0 ? _last : _first;
    }

    /// <summary>A pair of whole numbers is written as such; where one of the two is none, neither is.</summary>
    private static void Write(double x, double y, ByteText text)
    {
        if (IsInt(x) && IsInt(y))
        {
            text.AppendInteger((int)x);
            text.Append((byte)' ');
            text.AppendInteger((int)y);
            return;
        }

        text.Grow(TenDigits.TryOrdinate(x, text.Room(TenDigits.Longest), out var used) ? used : throw Extreme());
        text.Append((byte)' ');
        text.Grow(TenDigits.TryOrdinate(y, text.Room(TenDigits.Longest), out used) ? used : throw Extreme());
    }

    private static bool IsInt(double value) => value is >= int.MinValue and <= int.MaxValue && value == (int)value;

    private static double Number(ref JsonCursor cursor, ReadOnlySpan<byte> json)
    {
        var number = cursor.TakeNumber();
        return JsonNumber.Parse(number.In(json), number.Kind == JsonKind.Integer);
    }

    private static NotCertainException Extreme() => new("an ordinate that needs an exponent");
}
