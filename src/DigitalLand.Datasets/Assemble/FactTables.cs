using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// What the rows come to as the tables fact and fact_resource (the reference's <c>load_facts</c> and <c>load_fact_resource</c>):
/// every row is a fact_resource, and of the rows of one fact the first by priority ascending, entry-date descending and
/// entry-number descending, all compared as text, is the fact. Note the direction: the lowest priority speaks for a fact, while
/// the highest speaks for an entity. Rows that tie in all three are taken in the order read.
/// </summary>
internal sealed class FactTables
{
    private const int RowsAhead = 64;

    private readonly FactRows _rows;

    /// <summary>Facts in the order of their hashes, in which the primary key takes them cheapest.</summary>
    private readonly int[] _facts;

    /// <summary>Rows by fact in the same order, each fact's in the order read; those of <c>_facts[i]</c> end at <c>_ends[i]</c>.</summary>
    private readonly int[] _rowsByFact;
    private readonly int[] _ends;

    /// <summary>Kept so that the reads of <see cref="Touch"/> are not optimised away; its value means nothing.</summary>
    private int _touched;

    public FactTables(FactRows rows)
    {
        _rows = rows;
        var counts = new int[rows.Texts.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            counts[rows[row][rows.Columns.Fact]]++;
        }

        _facts = [.. Enumerable.Range(0, counts.Length).Where(text => counts[text] > 0)];
        rows.Texts.Sort(_facts);
        _ends = new int[_facts.Length];
        for (int i = 0, start = 0; i < _facts.Length; i++)
        {
            (start, counts[_facts[i]]) = (start + counts[_facts[i]], start);
            _ends[i] = start;
        }

        var next = counts;
        _rowsByFact = new int[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            _rowsByFact[next[rows[row][rows.Columns.Fact]]++] = row;
        }
    }

    public int FactCount => _facts.Length;

    /// <summary>Writes one row a fact.</summary>
    public void WriteFacts(TableWriter table, CancellationToken cancel)
    {
        var speakers = new int[_ends.Length];
        for (int i = 0, start = 0; i < speakers.Length; start = _ends[i++])
        {
            speakers[i] = _rowsByFact[start];
            foreach (var row in _rowsByFact.AsSpan(start + 1, _ends[i] - start - 1))
            {
                speakers[i] = SpeaksBefore(row, speakers[i]) ? row : speakers[i];
            }
        }

        Write(table, speakers, cancel);
    }

    /// <summary>Writes every row; a fact that a resource holds twice is there twice.</summary>
    public void WriteFactResources(TableWriter table, CancellationToken cancel) => Write(table, _rowsByFact, cancel);

    private bool SpeaksBefore(int row, int other)
    {
        var (texts, columns) = (_rows.Texts, _rows.Columns);
        var x = _rows[row];
        var y = _rows[other];
        var order = texts.Compare(x[columns.Priority], y[columns.Priority]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryDate], x[columns.EntryDate]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryNumber], x[columns.EntryNumber]);
        return order < 0;
    }

    private void Write(TableWriter table, ReadOnlySpan<int> rows, CancellationToken cancel)
    {
        var writer = new PooledTableWriter(table, _rows.Texts);
        // For each column the position of its text in a row, or -1 for the entity's number.
        var columns = table.Table.Columns.Select(column => _rows.Columns.IndexOf(column.Field)).ToArray();
        while (rows.Length > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var block = rows[..Math.Min(RowsAhead, rows.Length)];
            Touch(block);
            foreach (var row in block)
            {
                Write(writer, columns, row);
            }

            rows = rows[block.Length..];
        }
    }

    private void Write(PooledTableWriter writer, int[] columns, int row)
    {
        var texts = _rows[row];
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0)
            {
                writer.Set(i, _rows.Entities[row]);
            }
            else
            {
                writer.Set(i, texts[columns[i]]);
            }
        }

        writer.Insert();
    }

    /// <summary>
    /// Rows in the order of their hashes lie all over the memory. Reading a few dozen of them ahead, with nothing in between, lets the
    /// processor wait for all at once rather than one after the other; without it a third of the time is spent waiting.
    /// </summary>
    private void Touch(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var texts = _rows[row];
            _touched ^= First(_rows.Texts[texts[_rows.Columns.Fact]]) ^ First(_rows.Texts[texts[_rows.Columns.Value]]);
        }

        static int First(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : text[0];
    }
}
