using System.Globalization;
using System.Numerics;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>What a cell's value is, in the terms of the Python objects that the reference handles.</summary>
internal enum CellKind : byte
{
    Text,

    /// <summary>A 64-bit integer in <see cref="Cell.Bits"/>.</summary>
    Integer,

    /// <summary>An integer beyond 64 bits: digits in <see cref="Cell.Text"/>, the nearest double in <see cref="Cell.Bits"/>.</summary>
    BigInteger,

    /// <summary>The bits of a double.</summary>
    Real,

    /// <summary>0 or 1.</summary>
    Boolean,

    /// <summary>A date with its time, in ticks of <see cref="System.DateTime"/>.</summary>
    DateTime,

    /// <summary>A date alone, in the same ticks.</summary>
    Date,

    /// <summary>A time of day, in ticks since midnight.</summary>
    Time,

    /// <summary>A length of time, in ticks.</summary>
    Duration,

    /// <summary>An instant of a column that is wholly dates, in nanoseconds since 1970.</summary>
    Timestamp,

    /// <summary>No value: an error such as <c>#REF!</c>, or a text that stands for nothing. Blank cells are not kept at all.</summary>
    Missing,
}

/// <summary>One cell that is not blank.</summary>
/// <param name="Row">0-based, the header being 0.</param>
internal readonly record struct Cell(int Row, CellKind Kind, long Bits, string? Text = null)
{
    private const double TwoToThe63 = 9223372036854775808.0;

    public double Double => Kind is CellKind.Real or CellKind.BigInteger ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    public static Cell OfText(int row, string text) => new(row, CellKind.Text, 0, text);

    public static Cell Missing(int row) => new(row, CellKind.Missing, 0);

    public static Cell OfReal(int row, double value) => new(row, CellKind.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A number as it is written in a sheet: an integer wherever its value is one.</summary>
    /// <exception cref="InvalidDataException">It is no number, or not a finite one.</exception>
    public static Cell OfNumber(int row, string text)
    {
        if (!text.AsSpan().ContainsAny('.', 'E', 'e'))
        {
            return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var small) ? new Cell(row, CellKind.Integer, small)
                : text.Length <= WorkbookLimits.Digits && BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var big) ? OfBigInteger(row, big)
                : throw new InvalidDataException($"A cell's number is '{text}'.");
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw new InvalidDataException($"A cell's number is '{text}'.");
        }

        return value != Math.Floor(value) ? OfReal(row, value)
            : Math.Abs(value) < TwoToThe63 ? new Cell(row, CellKind.Integer, (long)value)
            : OfBigInteger(row, new BigInteger(value));
    }

    private static Cell OfBigInteger(int row, BigInteger value) => double.IsFinite((double)value)
        ? new Cell(row, CellKind.BigInteger, BitConverter.DoubleToInt64Bits((double)value), value.ToString(CultureInfo.InvariantCulture))
        : throw new InvalidDataException("A cell's number is too large.");
}
