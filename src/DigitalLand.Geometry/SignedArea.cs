namespace DigitalLand.Geometry;

/// <summary>
/// The signed area of a closed ring, positive when counter-clockwise. Slivers have areas near rounding error, and the sign decides the order in which their
/// vertices are stored: so the terms, and the order in which they are added, are those of the reference (numpy's pairwise sum).
/// </summary>
internal static class SignedArea
{
    private const int BlockSize = 128;
    private const int Lanes = 8;

    public static double Of(Path ring)
    {
        var terms = ring.Count - 1;
        return terms < 1 ? 0 : Sum(ring, 0, terms) / 2;
    }

    /// <summary>x of the next vertex times the rise from this vertex to the one after it; the ring continues with its second vertex.</summary>
    private static double Term(Path ring, int i)
    {
        var after = i + 2 < ring.Count ? i + 2 : 1;
        return ring.X(i + 1) * (ring.Y(after) - ring.Y(i));
    }

    private static double Sum(Path ring, int start, int count)
    {
        if (count < Lanes)
        {
            var sum = -0.0;
            for (var i = 0; i < count; i++)
            {
                sum += Term(ring, start + i);
            }

            return sum;
        }

        if (count > BlockSize)
        {
            var half = count / 2;
            half -= half % Lanes;
            return Sum(ring, start, half) + Sum(ring, start + half, count - half);
        }

        Span<double> lanes = stackalloc double[Lanes];
        for (var i = 0; i < Lanes; i++)
        {
            lanes[i] = Term(ring, start + i);
        }

        var whole = count - (count % Lanes);
        for (var i = Lanes; i < whole; i++)
        {
            lanes[i % Lanes] += Term(ring, start + i);
        }

        var total = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (var i = whole; i < count; i++)
        {
            total += Term(ring, start + i);
        }

        return total;
    }
}
