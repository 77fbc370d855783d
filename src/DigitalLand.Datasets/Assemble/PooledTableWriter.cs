using System.Buffers.Text;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>Writes rows of pooled texts into a table; a text that the row before had in the same column is not handed over again.</summary>
internal sealed class PooledTableWriter(TableWriter table, TextPool texts)
{
    private readonly int[] _last = [.. table.Table.Columns.Select(_ => -1)];

    /// <summary>Sets a column from a text, which for an INTEGER is known to be a whole number.</summary>
    public void Set(int column, int text)
    {
        if (_last[column] == text)
        {
            return;
        }

        _last[column] = text;
        if (table.Table.Columns[column].Type == ColumnType.Number)
        {
            table.Set(column, Number(texts[text]));
        }
        else
        {
            table.Set(column, texts[text]);
        }
    }

    public void Set(int column, long number) => table.Set(column, number);

    public void Insert() => table.Insert();

    private static long Number(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length
            ? number
            : long.Parse(text, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture);
}
