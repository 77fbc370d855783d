namespace DigitalLand.Core.Text;

/// <summary>
/// Orders text by Unicode code point, as Python's sort, SQLite and DuckDB do. .NET's ordinal order is by UTF-16 unit and
/// differs where a character beyond U+FFFF meets one between U+E000 and U+FFFF.
/// </summary>
public sealed class CodePointComparer : IComparer<string>
{
    public static readonly CodePointComparer Instance = new();

    private CodePointComparer()
    {
    }

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return string.CompareOrdinal(x, y);
        }

        var common = Math.Min(x.Length, y.Length);
        for (var i = 0; i < common; i++)
        {
            if (x[i] != y[i])
            {
                return Rank(x[i]).CompareTo(Rank(y[i]));
            }
        }

        return x.Length.CompareTo(y.Length);
    }

    /// <summary>Surrogates stand for code points above every other unit, so they rank last.</summary>
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
