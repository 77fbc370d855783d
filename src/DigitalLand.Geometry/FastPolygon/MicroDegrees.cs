using System.Runtime.CompilerServices;

namespace DigitalLand.Geometry.FastPolygon;

/// <summary>Degrees as whole millionths: the six decimals that are kept, in a form in which arithmetic is exact and text is cheap.</summary>
internal static class MicroDegrees
{
    /// <summary>Beyond it numbers have three digits, and a double is further from its decimal.</summary>
    private const int Max = 60000000;

    /// <summary>Below it Python prints a float with an exponent.</summary>
    private const int LeastPlain = 100;

    /// <summary>
    /// What <see cref="SixDecimals"/> rounds to. False for a number that is out of bounds or none, and for a negative zero, which an integer cannot be.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRound(double degrees, out int microDegrees)
    {
        var product = degrees * SixDecimals.Scale;
        var nearest = Math.Round(product);
        if (Math.Abs(product - nearest) < 0.499 && Math.Abs(nearest) <= Max && nearest != 0)
        {
            microDegrees = (int)nearest;
            return true;
        }

        return TryRoundExactly(degrees, out microDegrees);
    }

    /// <summary>The number as Python prints a float: <c>-1.5436</c>, <c>51.0</c>, <c>1e-05</c>.</summary>
    public static string Repr(int microDegrees)
    {
        if (microDegrees is > -LeastPlain and < LeastPlain)
        {
            return PythonNumber.Repr(microDegrees / SixDecimals.Scale);
        }

        Span<char> text = stackalloc char[MicroDegreeText.MaxNumberLength];
        var length = MicroDegreeText.Write(microDegrees, text);
        while (text[length - 1] == '0' && text[length - 2] != '.')
        {
            length--;
        }

        return new string(text[..length]);
    }

    private static bool TryRoundExactly(double degrees, out int microDegrees)
    {
        if (!SixDecimals.TryScale(degrees, out var scaled) || Math.Abs(scaled) > Max)
        {
            microDegrees = 0;
            return false;
        }

        microDegrees = (int)scaled;
        return microDegrees != 0 || !double.IsNegative(scaled);
    }
}
