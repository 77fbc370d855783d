using System.Globalization;
using System.Text;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// Fills one table of a package. Values are set by the column's position and stay set for the following rows; what was never set is the
/// empty text. To be disposed when the table is full.
/// </summary>
public abstract class TableWriter(PackageTable table) : IDisposable
{
    private byte[] _utf8 = new byte[1024];

    public PackageTable Table => table;

    /// <summary>Rows written so far, replaced ones included.</summary>
    public long Rows { get; private set; }

    public abstract void Set(int column, ReadOnlySpan<byte> utf8);

    public abstract void Set(int column, long number);

    public abstract void SetNull(int column);

    /// <summary>
    /// Sets a value from text by the rules of the reference's row-wise inserts: a blank INTEGER is NULL and any other is cut to
    /// a whole number; a JSON of <c>{}</c> is NULL; a TEXT is kept, blank as the empty string.
    /// </summary>
    /// <returns>False where an INTEGER's text is not a number.</returns>
    public bool TrySetFromText(int column, ReadOnlySpan<char> text)
    {
        switch (Table.Columns[column].Type)
        {
            case ColumnType.Number when text.IsEmpty:
            case ColumnType.Json when text is "{}":
                SetNull(column);
                return true;
            case ColumnType.Number:
                return TrySetInteger(column, text);
            default:
                Set(column, Utf8(text));
                return true;
        }
    }

    public void Insert()
    {
        Rows++;
        InsertRow();
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the table.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Writes the values that are set as a row.</summary>
    protected abstract void InsertRow();

    private bool TrySetInteger(int column, ReadOnlySpan<char> text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) || decimal.Abs(exact) > long.MaxValue)
            {
                return false;
            }

            number = (long)decimal.Truncate(exact);
        }

        Set(column, number);
        return true;
    }

    private ReadOnlySpan<byte> Utf8(ReadOnlySpan<char> text)
    {
        if (text.Length * 3 > _utf8.Length)
        {
            _utf8 = new byte[text.Length * 3];
        }

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8));
    }
}
