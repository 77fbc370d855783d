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
    private readonly FactRows _rows;

    /// <summary>Facts in the order of their hashes, in which the primary key takes them cheapest.</summary>
    private readonly int[] _facts;

    /// <summary>Rows by fact in the same order, each fact's in the order read; those of <c>_facts[i]</c> end at <c>_ends[i]</c>.</summary>
    private readonly int[] _rowsByFact;
    private readonly int[] _ends;

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
        var writer = new PooledTableWriter(table, _rows.Texts);
        var columns = ColumnsOf(table.Table);
        var start = 0;
        foreach (var end in _ends)
        {
            var first = _rowsByFact[start];
            foreach (var row in _rowsByFact.AsSpan(start + 1, end - start - 1))
            {
                first = SpeaksBefore(row, first) ? row : first;
            }

            Write(writer, columns, first);
            start = end;
            if (start % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Writes every row; a fact that a resource holds twice is there twice.</summary>
    public void WriteFactResources(TableWriter table, CancellationToken cancel)
    {
        var writer = new PooledTableWriter(table, _rows.Texts);
        var columns = ColumnsOf(table.Table);
        for (var i = 0; i < _rowsByFact.Length; i++)
        {
            Write(writer, columns, _rowsByFact[i]);
            if (i % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

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

    /// <summary>For each column of the table the position of its text in a row, or -1 for the entity's number.</summary>
    private int[] ColumnsOf(PackageTable table) => [.. table.Columns.Select(column => _rows.Columns.IndexOf(column.Field))];

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
}
