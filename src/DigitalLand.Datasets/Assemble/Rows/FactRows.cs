namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>
/// Every row of a dataset's transformed files. Rows beyond the memory allowed go to disk as runs, sorted both by fact and by entity; which
/// of the two it came to shows in nothing but time.
/// </summary>
internal sealed class FactRows : IDisposable
{
    /// <summary>What sorting takes for a row beside the row itself: a prefix, a place, and a copy of both.</summary>
    private const int SortingSize = 2 * (sizeof(ulong) + sizeof(long));

    private const long BatchSize = 2 << 20;
    private const long GroupSize = 4 << 20;

    private readonly string _directory;
    private readonly long _memory;
    private readonly bool _sortsByFact;
    private readonly List<RunFile> _byFact = [];
    private readonly List<RunFile> _byEntity = [];
    private readonly HashSet<int> _fields = [];
    private readonly RowBlock _block;
    private long _count;
    private long _size;
    private long _firstEntity = long.MaxValue;
    private long _lastEntity = long.MinValue;

    /// <param name="columns">What a row has.</param>
    /// <param name="directory">Where runs go.</param>
    /// <param name="memory">How many bytes rows may take before they go there.</param>
    /// <param name="sortsByFact">Whether they are wanted in the order of facts too.</param>
    public FactRows(FactColumns columns, string directory, long memory, bool sortsByFact = true)
    {
        Columns = columns;
        _directory = directory;
        _memory = memory;
        _sortsByFact = sortsByFact;
        _block = new RowBlock(columns);
    }

    public FactColumns Columns { get; }

    public TextPool Texts { get; } = new();

    public long Count => _count + _block.Rows.Count;

    /// <summary>Rows that go through the hands of one thread at a time: many, but few where shapes are long.</summary>
    public int RowsInBatch => (int)Math.Clamp(BatchSize * Count / Math.Max(Size, 1), 16, 8192);

    /// <summary>Rows that a row group of a columnar file is made of: the more, the better it is compressed.</summary>
    public int RowsInGroup => (int)Math.Clamp(GroupSize * Count / Math.Max(Size, 1), 256, 65_536);

    /// <summary>The smallest entity number; meaningless without rows.</summary>
    public long FirstEntity => Math.Min(_firstEntity, _block.FirstEntity);

    /// <summary>The greatest entity number; meaningless without rows.</summary>
    public long LastEntity => Math.Max(_lastEntity, _block.LastEntity);

    /// <summary>The texts of all fields that facts have.</summary>
    public IReadOnlyCollection<int> Fields => [.. _fields.Union(_block.Fields)];

    /// <summary>Whether every fact is a hash.</summary>
    public bool HashesOnly { get; private set; } = true;

    /// <summary>Whether there were more rows than the memory holds.</summary>
    public bool AreOnDisk => _byEntity.Count > 0;

    private long Size => _size + _block.Size;

    public void Add(long entity, ReadOnlySpan<byte> fact, ReadOnlySpan<int> texts, ReadOnlySpan<byte> value)
    {
        _block.Add(entity, fact, texts, value);
        WriteRunIfFull();
    }

    /// <summary>Takes over the rows of a block, which is empty then.</summary>
    public void Add(RowBlock block)
    {
        _block.Append(block);
        WriteRunIfFull();
    }

    /// <summary>Tells that no row comes any more.</summary>
    public void Complete()
    {
        HashesOnly &= _block.HashesOnly;
        if (_byEntity.Count > 0 && _block.Rows.Count > 0)
        {
            WriteRun();
        }
    }

    public SortedRows ByFact() => _byFact.Count > 0 ? new MergedRows(_byFact, FactKeyOf(HashesOnly)) : new RowsInMemory(_block.Rows, FactKeyOf(HashesOnly));

    public SortedRows ByEntity() => _byEntity.Count > 0 ? new MergedRows(_byEntity, RowKey.Entity) : new RowsByEntity(_block);

    public void Dispose()
    {
        _byFact.ForEach(run => run.Dispose());
        _byEntity.ForEach(run => run.Dispose());
    }

    private static RowKey FactKeyOf(bool hashesOnly) => hashesOnly ? RowKey.Hash : RowKey.Fact;

    private void WriteRunIfFull()
    {
        var sorting = _sortsByFact ? (long)_block.Rows.Count * SortingSize : (long)_block.Runs.Count * SortingSize;
        if (_block.Rows.Size + sorting > _memory)
        {
            WriteRun();
        }
    }

    private void WriteRun()
    {
        if (_sortsByFact)
        {
            using var byFact = new RowsInMemory(_block.Rows, FactKeyOf(_block.HashesOnly));
            _byFact.Add(RunFile.Write(_directory, byFact));
        }

        using var byEntity = new RowsByEntity(_block);
        _byEntity.Add(RunFile.Write(_directory, byEntity));
        _count += _block.Rows.Count;
        _size += _block.Size;
        _firstEntity = Math.Min(_firstEntity, _block.FirstEntity);
        _lastEntity = Math.Max(_lastEntity, _block.LastEntity);
        _fields.UnionWith(_block.Fields);
        HashesOnly &= _block.HashesOnly;
        _block.Clear();
    }
}
