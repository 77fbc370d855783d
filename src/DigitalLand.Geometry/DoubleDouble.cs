using System.Runtime.InteropServices;

namespace DigitalLand.Geometry;

/// <summary>A number as the unevaluated sum of two doubles, good to about 32 digits (Dekker; Hida, Li and Bailey).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DoubleDouble(double High, double Low = 0)
{
    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = Sum(a.High, b.High);
        var low = Sum(a.Low, b.Low);
        var partial = QuickSum(high.High, high.Low + low.High);
        return QuickSum(partial.High, partial.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        return QuickSum(product, Math.FusedMultiplyAdd(a.High, b.High, -product) + ((a.High * b.Low) + (a.Low * b.High)));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - (b * new DoubleDouble(first));
        var second = rest.High / b.High;
        rest -= b * new DoubleDouble(second);
        return QuickSum(first, second) + new DoubleDouble(rest.High / b.High);
    }

    private static DoubleDouble Sum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The sum where the first number is the greater.</summary>
    private static DoubleDouble QuickSum(double a, double b)
    {
        var sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }
}
