namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows that lie in runs on disk, each run in order, and all of an earlier run added before those of a later.</summary>
internal sealed class MergedRows(IReadOnlyList<RunFile> runs, RowKey key) : SortedRows
{
    public override IEnumerable<RowBatch> Batches(int rows)
    {
        // A batch is kept until the next is known to have two keys of its own; what has not goes with the one before.
        Gathered? ready = null;
        var current = new Gathered(0);
        foreach (var run in Merge())
        {
            if (current.IsFull(rows) && run.Prefix != current.LastPrefix)
            {
                if (ready is not null)
                {
                    yield return ready.ToBatch();
                }

                ready = current;
                current = new Gathered(ready.First + ready.Count);
            }

            current.Add(run);
        }

        if (ready is not null && !current.HasTwoKeys)
        {
            ready.Add(current);
            current = new Gathered(0);
        }

        if (ready is not null)
        {
            yield return ready.ToBatch();
        }

        if (current.Count > 0)
        {
            yield return current.ToBatch();
        }
    }

    /// <summary>Gives the run whose row is next, again and again.</summary>
    private IEnumerable<RunFile> Merge()
    {
        var heap = new PriorityQueue<RunFile, int>(runs.Count, Comparer<int>.Create(Compare));
        for (var i = 0; i < runs.Count; i++)
        {
            runs[i].Rewind();
            if (runs[i].Read(key))
            {
                heap.Enqueue(runs[i], i);
            }
        }

        while (heap.TryPeek(out var run, out var number))
        {
            yield return run;

            // Off the heap before it moves on: the heap's order is that of the rows in hand.
            heap.Dequeue();
            if (run.Read(key))
            {
                heap.Enqueue(run, number);
            }
        }
    }

    private int Compare(int x, int y)
    {
        var order = runs[x].Prefix.CompareTo(runs[y].Prefix);
        order = order != 0 ? order : key.Compare(runs[x].Row, runs[y].Row);
        return order != 0 ? order : x.CompareTo(y);
    }

    private sealed class Gathered(long first)
    {
        private readonly RowSegments _rows = new(RowSegments.SmallSegment);
        private readonly List<long> _places = [];
        private ulong _firstPrefix;

        public long First => first;

        public int Count => _places.Count;

        public ulong LastPrefix { get; private set; }

        public bool HasTwoKeys => Count > 0 && _firstPrefix != LastPrefix;

        public bool IsFull(int rows) => HasTwoKeys && Count >= rows;

        public void Add(RunFile run)
        {
            _firstPrefix = Count == 0 ? run.Prefix : _firstPrefix;
            LastPrefix = run.Prefix;
            Add(run.Row);
        }

        public void Add(Gathered last)
        {
            foreach (var place in last._places)
            {
                Add(last._rows[place]);
            }
        }

        public RowBatch ToBatch() => new(_rows, _places.ToArray(), first);

        private void Add(ReadOnlySpan<byte> row) => _places.Add(_rows.Add(row));
    }
}
