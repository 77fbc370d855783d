using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Finds for each fact the row that speaks for it: the first by priority ascending, entry-date descending and entry-number descending,
/// all compared as text (the reference's <c>load_facts</c>). Note the direction: the lowest priority speaks for a fact, while the highest
/// speaks for an entity. Rows that tie in all three are taken in the order read.
/// </summary>
internal sealed class FactGroups(FactColumns columns, TextPool texts)
{
    private readonly int[] _x = new int[columns.Pooled.Length];
    private readonly int[] _y = new int[columns.Pooled.Length];

    /// <summary>The row after the last of the fact that begins at a row.</summary>
    public static int EndOf(RowBatch rows, int start)
    {
        var end = start + 1;
        while (end < rows.Count && FactKey.Compare(FactKey.Of(rows[start]), FactKey.Of(rows[end])) == 0)
        {
            end++;
        }

        return end;
    }

    /// <summary>The row that speaks for a fact.</summary>
    public int Speaker(RowBatch rows, int start, int end)
    {
        var speaker = start;
        for (var row = start + 1; row < end; row++)
        {
            speaker = SpeaksBefore(rows[row], rows[speaker]) ? row : speaker;
        }

        return speaker;
    }

    /// <summary>Whether of two rows of a fact the first speaks for it; false where they tie.</summary>
    public bool SpeaksBefore(ReadOnlySpan<byte> row, ReadOnlySpan<byte> other)
    {
        var x = new StoredFact(row, _x).Texts;
        var y = new StoredFact(other, _y).Texts;
        var order = texts.Compare(x[columns.Priority], y[columns.Priority]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryDate], x[columns.EntryDate]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryNumber], x[columns.EntryNumber]);
        return order < 0;
    }
}
