namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows in the order of a key; those of one key are in the order in which they were added.</summary>
internal abstract class SortedRows
{
    /// <summary>
    /// Gives the rows in batches of about the number asked for. Each has at least two different keys, unless all rows together have
    /// not.
    /// </summary>
    public abstract IEnumerable<RowBatch> Batches(int rows);
}

/// <summary>Rows that lie in memory.</summary>
internal sealed class RowsInMemory : SortedRows
{
    private readonly RowSegments _rows;
    private ulong[] _prefixes;
    private long[] _places;

    public RowsInMemory(RowSegments rows, RowKey key)
    {
        _rows = rows;
        _prefixes = new ulong[rows.Count];
        _places = new long[rows.Count];
        var (at, ascending) = (0, true);
        foreach (var place in rows.Places())
        {
            _prefixes[at] = key.Prefix(rows[place]);
            ascending &= at == 0 || _prefixes[at - 1] < _prefixes[at];
            _places[at++] = place;
        }

        if (!ascending)
        {
            RadixSort.Sort(ref _prefixes, ref _places, _places.Length);
            SortEqualPrefixes(key);
        }
    }

    /// <summary>The rows' places, in order.</summary>
    public ReadOnlyMemory<long> Places => _places;

    public override IEnumerable<RowBatch> Batches(int rows)
    {
        for (int start = 0, end; start < _places.Length; start = end)
        {
            end = End(start, rows);
            yield return new RowBatch(_rows, _places.AsMemory(start, end - start), start);
        }
    }

    private int End(int start, int rows)
    {
        var end = EndOfKey(Math.Min(rows, _places.Length - start) + start - 1);
        if (_prefixes[start] == _prefixes[end - 1] && end < _places.Length)
        {
            end = EndOfKey(end);
        }

        return end < _places.Length && _prefixes[end] == _prefixes[^1] ? _places.Length : end;
    }

    private int EndOfKey(int row)
    {
        var prefix = _prefixes[row];
        while (row < _places.Length && _prefixes[row] == prefix)
        {
            row++;
        }

        return row;
    }

    private void SortEqualPrefixes(RowKey key)
    {
        for (int start = 0, end; start < _places.Length; start = end)
        {
            end = EndOfKey(start);
            if (end - start > 1)
            {
                _places.AsSpan(start, end - start).Sort((x, y) => key.Compare(_rows[x], _rows[y]) is var order and not 0 ? order : x.CompareTo(y));
            }
        }
    }
}
