using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Gives a column one type where its values allow it, as pandas' text parser does (<c>_infer_types</c>): numbers, numeric texts among
/// them (leading zeros are lost, and blanks make integers floats); else true and false; else each value stays what it is.
/// </summary>
internal static class ColumnTyping
{
    private enum NumberType
    {
        None,
        Integer,
        Real,
        Boolean,
    }

    /// <summary>Rewrites the cells of a column, the header left out, in place.</summary>
    /// <param name="column">In ascending rows.</param>
    /// <param name="rowCount">Rows of the table; where the column has fewer cells, some are blank.</param>
    public static void Settle(List<Cell> column, int rowCount)
    {
        var cells = CollectionsMarshal.AsSpan(column);
        switch (Numbers(cells, cells.Length < rowCount))
        {
            case NumberType.Integer:
                ToIntegers(cells);
                return;
            case NumberType.Real:
                ToReals(cells);
                return;
            case NumberType.Boolean:
                return;
            case NumberType.None:
            default:
                DropMissingTexts(cells);
                ToBooleans(cells);
                return;
        }
    }

    /// <summary>What kind of number every value is (pandas <c>maybe_convert_numeric</c>), or none.</summary>
    private static NumberType Numbers(ReadOnlySpan<Cell> cells, bool hasBlanks)
    {
        var (integer, real, boolean, negative, huge) = (false, hasBlanks, false, false, false);
        var missing = hasBlanks;
        foreach (ref readonly var cell in cells)
        {
            switch (cell.Kind)
            {
                case CellKind.Missing:
                    missing = real = true;
                    break;
                case CellKind.Real:
                    real = true;
                    break;
                case CellKind.Integer:
                    integer = true;
                    negative |= cell.Bits < 0;
                    break;
                case CellKind.BigInteger:
                    integer = true;
                    var unsigned = IsUnsigned(cell.Text!);
                    huge |= unsigned;
                    real |= !unsigned || negative;
                    break;
                case CellKind.Boolean:
                    boolean = true;
                    break;
                case CellKind.Text when MissingText.Contains(cell.Text!):
                    missing = real = true;
                    break;
                case CellKind.Text when NumericText.TryParse(cell.Text, out _, out var digitsAlone):
                    if (!digitsAlone)
                    {
                        real = true;
                    }
                    else if (long.TryParse(cell.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value))
                    {
                        integer = true;
                        negative |= value < 0;
                    }
                    else if (IsUnsigned(cell.Text!))
                    {
                        integer = huge = true;
                    }
                    else
                    {
                        return NumberType.None;
                    }

                    break;
                default:
                    return NumberType.None;
            }
        }

        // Integers beyond 63 bits have no common type with blanks or negative ones, and floats do not hold them.
        return huge && (missing || negative) ? NumberType.None
            : real ? NumberType.Real
            : integer ? NumberType.Integer
            : boolean ? NumberType.Boolean
            : NumberType.Real;
    }

    private static bool IsUnsigned(string text) => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    private static void ToIntegers(Span<Cell> cells)
    {
        foreach (ref var cell in cells)
        {
            if (cell.Kind == CellKind.Boolean)
            {
                cell = cell with { Kind = CellKind.Integer };
            }
            else if (cell.Kind == CellKind.Text)
            {
                cell = Cell.OfNumber(cell.Row, cell.Text!);
            }
        }
    }

    private static void ToReals(Span<Cell> cells)
    {
        foreach (ref var cell in cells)
        {
            if (cell.Kind == CellKind.Text)
            {
                cell = !MissingText.Contains(cell.Text!) && NumericText.TryParse(cell.Text, out var value, out _) ? Cell.OfReal(cell.Row, value) : Cell.Missing(cell.Row);
            }
            else if (cell.Kind is CellKind.Integer or CellKind.BigInteger or CellKind.Boolean)
            {
                cell = Cell.OfReal(cell.Row, cell.Double);
            }
        }
    }

    /// <summary>
    /// Blanks the texts that stand for nothing (pandas <c>sanitize_objects</c>). It remembers values by Python's equality, so where 1 and
    /// <c>True</c>, or 0 and <c>False</c>, meet in a column, the later takes the form of the earlier.
    /// </summary>
    private static void DropMissingTexts(Span<Cell> cells)
    {
        Span<CellKind?> first = [null, null];
        foreach (ref var cell in cells)
        {
            if (cell.Kind == CellKind.Text && MissingText.Contains(cell.Text!))
            {
                cell = Cell.Missing(cell.Row);
            }
            else if (cell.Kind is CellKind.Boolean or CellKind.Integer && cell.Bits is 0 or 1)
            {
                first[(int)cell.Bits] ??= cell.Kind;
                cell = cell with { Kind = first[(int)cell.Bits]!.Value };
            }
        }
    }

    /// <summary>Makes a column of truth values and their names wholly truth values (pandas <c>maybe_convert_bool</c>).</summary>
    private static void ToBooleans(Span<Cell> cells)
    {
        foreach (ref readonly var cell in cells)
        {
            if (cell.Kind is not (CellKind.Boolean or CellKind.Missing) && (cell.Kind != CellKind.Text || Truth(cell.Text!) is null))
            {
                return;
            }
        }

        foreach (ref var cell in cells)
        {
            if (cell.Kind == CellKind.Text)
            {
                cell = new Cell(cell.Row, CellKind.Boolean, Truth(cell.Text!) == true ? 1 : 0);
            }
        }
    }

    private static bool? Truth(string text) => text switch
    {
        "True" or "TRUE" or "true" => true,
        "False" or "FALSE" or "false" => false,
        _ => null,
    };
}
