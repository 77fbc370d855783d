using System.Buffers;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows that lie in memory in the order of entities. A dataset of one resource mostly has it from the first.</summary>
internal sealed class RowsByEntity : SortedRows, IDisposable
{
    private readonly RowSegments _rows;
    private readonly List<EntityRun> _runs;
    private ulong[] _keys = [];
    private long[] _order = [];

    public RowsByEntity(RowBlock block)
    {
        _rows = block.Rows;
        _runs = block.Runs;
        if (!IsAscending())
        {
            Sort();
        }
    }

    public override IEnumerable<RowBatch> Batches(int rows)
    {
        var before = 0L;
        for (int start = 0, end; start < _runs.Count; start = end)
        {
            end = End(start, rows);
            var runs = new EntityRun[end - start];
            var count = 0;
            for (var i = start; i < end; i++)
            {
                runs[i - start] = Run(i);
                count += Run(i).Count;
            }

            yield return new RowBatch(_rows, runs, count, before);
            before += count;
        }
    }

    public void Dispose()
    {
        if (_order.Length > 0)
        {
            ArrayPool<ulong>.Shared.Return(_keys);
            ArrayPool<long>.Shared.Return(_order);
            (_keys, _order) = ([], []);
        }
    }

    private EntityRun Run(int position) => _runs[_order.Length == 0 ? position : (int)_order[position]];

    private bool IsAscending()
    {
        for (var i = 1; i < _runs.Count; i++)
        {
            if (_runs[i - 1].Entity > _runs[i].Entity)
            {
                return false;
            }
        }

        return true;
    }

    private void Sort()
    {
        var count = _runs.Count;
        _keys = ArrayPool<ulong>.Shared.Rent(count);
        _order = ArrayPool<long>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            // With the sign turned, negative numbers come first among unsigned ones.
            _keys[i] = (ulong)(_runs[i].Entity ^ long.MinValue);
            _order[i] = i;
        }

        RadixSort.Sort(ref _keys, ref _order, count);
    }

    /// <summary>The run after the last of a batch, which has about so many rows, two entities at least, and leaves no single one behind.</summary>
    private int End(int start, int rows)
    {
        var end = start;
        for (var count = 0; end < _runs.Count && count < rows; end++)
        {
            count += Run(end).Count;
        }

        end = EndOfEntity(end - 1);
        if (end < _runs.Count && Run(start).Entity == Run(end - 1).Entity)
        {
            end = EndOfEntity(end);
        }

        return end < _runs.Count && Run(end).Entity == Run(_runs.Count - 1).Entity ? _runs.Count : end;
    }

    private int EndOfEntity(int run)
    {
        var entity = Run(run).Entity;
        while (run < _runs.Count && Run(run).Entity == entity)
        {
            run++;
        }

        return run;
    }
}
