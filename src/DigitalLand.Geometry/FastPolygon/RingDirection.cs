namespace DigitalLand.Geometry.FastPolygon;

/// <summary>Which way a ring runs: the exact sign of what <see cref="SignedArea"/> computes in doubles.</summary>
internal static class RingDirection
{
    /// <summary>False where the area is so small that rounding might give <see cref="SignedArea"/> another sign.</summary>
    public static bool TryFind(ReadOnlySpan<int> x, ReadOnlySpan<int> y, ReadOnlySpan<bool> isDropped, out bool isCounterClockwise)
    {
        var doubledArea = 0L;
        var length = 0L;
        long previousX = 0, previousY = 0;
        for (var i = 1; i < x.Length; i++)
        {
            if (isDropped[i])
            {
                continue;
            }

            long nextX = x[i] - x[0], nextY = y[i] - y[0];
            doubledArea += (previousX * nextY) - (nextX * previousY);
            length += Math.Abs(nextX - previousX) + Math.Abs(nextY - previousY);
            (previousX, previousY) = (nextX, nextY);
        }

        isCounterClockwise = doubledArea > 0;
        return Math.Abs(doubledArea) > RoundingError(x.Length, length);
    }

    /// <summary>
    /// A bound in square units (1e-12 square degrees) on the doubled error of a sum of n products x·Δy with |x| below 64 degrees, each term and partial sum
    /// off by 2^-53 of its size at most, and of the coordinates themselves, each at most 2^-48 degrees from its decimal.
    /// </summary>
    private static double RoundingError(int n, long length) => ((n + 64) * 64 * 4 * 1e6 * length * double.ScaleB(1, -53)) + 1;
}
