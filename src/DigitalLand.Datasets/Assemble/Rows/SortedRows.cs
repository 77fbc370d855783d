using System.Buffers;

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
internal sealed class RowsInMemory : SortedRows, IDisposable
{
    private readonly RowSegments _rows;
    private readonly int _count;
    private ulong[] _prefixes;
    private long[] _places;

    public RowsInMemory(RowSegments rows, RowKey key)
    {
        _rows = rows;
        _count = rows.Count;
        _prefixes = ArrayPool<ulong>.Shared.Rent(_count);
        _places = ArrayPool<long>.Shared.Rent(_count);
        var (at, ascending) = (0, true);
        foreach (var place in rows.Places())
        {
            _prefixes[at] = key.Prefix(rows[place]);
            ascending &= at == 0 || _prefixes[at - 1] < _prefixes[at];
            _places[at++] = place;
        }

        if (!ascending)
        {
            RadixSort.Sort(ref _prefixes, ref _places, _count);
            SortEqualPrefixes(key);
        }
    }

    public override IEnumerable<RowBatch> Batches(int rows)
    {
        for (int start = 0, end; start < _count; start = end)
        {
            end = End(start, rows);
            yield return new RowBatch(_rows, _places.AsMemory(start, end - start), start);
        }
    }

    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(_prefixes);
        ArrayPool<long>.Shared.Return(_places);
    }

    private int End(int start, int rows)
    {
        var end = EndOfKey(Math.Min(rows, _count - start) + start - 1);
        if (_prefixes[start] == _prefixes[end - 1] && end < _count)
        {
            end = EndOfKey(end);
        }

        return end < _count && _prefixes[end] == _prefixes[_count - 1] ? _count : end;
    }

    private int EndOfKey(int row)
    {
        var prefix = _prefixes[row];
        while (row < _count && _prefixes[row] == prefix)
        {
            row++;
        }

        return row;
    }

    private void SortEqualPrefixes(RowKey key)
    {
        for (int start = 0, end; start < _count; start = end)
        {
            end = EndOfKey(start);
            if (end - start > 1)
            {
                _places.AsSpan(start, end - start).Sort((x, y) => key.Compare(_rows[x], _rows[y]) is var order and not 0 ? order : x.CompareTo(y));
            }
        }
    }
}
