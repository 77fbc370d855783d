namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>The positions of one point, line or ring, kept until it is known in which direction they are written.</summary>
internal sealed class GeoJsonPositions(Utf8Output output)
{
    private readonly List<(Coordinate X, Coordinate Y)> _positions = [];

    public int Count => _positions.Count;

    public bool IsClosed => _positions[0].X.Value == _positions[^1].X.Value && _positions[0].Y.Value == _positions[^1].Y.Value;

    public void Clear() => _positions.Clear();

    public void Add(Coordinate x, Coordinate y) => _positions.Add((x, y));

    /// <summary>Gives a ring the direction that RFC 7946 asks for; one without an area keeps its own.</summary>
    public void Turn(bool counterClockwise)
    {
        // Measured from the first position: the area of a ring of a few metres would drown in products of whole degrees.
        var (x0, y0) = (_positions[0].X.Value, _positions[0].Y.Value);
        var (x1, y1) = (x0, y0);
        var doubleArea = 0.0;
        for (var i = 1; i < _positions.Count; i++)
        {
            var (x2, y2) = (_positions[i].X.Value, _positions[i].Y.Value);
            doubleArea += ((x1 - x0) * (y2 - y0)) - ((x2 - x0) * (y1 - y0));
            (x1, y1) = (x2, y2);
        }

        if (counterClockwise ? doubleArea < 0 : doubleArea > 0)
        {
            _positions.Reverse();
        }
    }

    /// <summary>Writes the positions as an array.</summary>
    public bool Write()
    {
        output.Write("[ "u8);
        for (var i = 0; i < _positions.Count; i++)
        {
            output.Write(i > 0 ? ", "u8 : ""u8);
            Write(_positions[i]);
        }

        output.Write(" ]"u8);
        return true;
    }

    /// <summary>Writes the first position alone.</summary>
    public bool WriteFirst()
    {
        Write(_positions[0]);
        return true;
    }

    private void Write((Coordinate X, Coordinate Y) position)
    {
        output.Write("[ "u8);
        WriteNumber(position.X);
        output.Write(", "u8);
        WriteNumber(position.Y);
        output.Write(" ]"u8);
    }

    private void WriteNumber(Coordinate number)
    {
        Span<byte> digits = stackalloc byte[336];
        output.Write(digits[..number.Write(digits)]);
    }
}
