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
    private readonly List<RunFile> _byFact = [];
    private readonly List<RunFile> _byEntity = [];
    private readonly HashSet<int> _fields = [];
    private readonly RowSegments _rows = new();
    private int _lastField = int.MinValue;
    private bool _hashesOnly = true;
    private long _size;

    /// <param name="columns">What a row has.</param>
    /// <param name="directory">Where runs go.</param>
    /// <param name="memory">How many bytes rows may take before they go there.</param>
    public FactRows(FactColumns columns, string directory, long memory)
    {
        Columns = columns;
        _directory = directory;
        _memory = memory;
    }

    public FactColumns Columns { get; }

    public TextPool Texts { get; } = new();

    public long Count { get; private set; }

    /// <summary>Rows that go through the hands of one thread at a time: many, but few where shapes are long.</summary>
    public int RowsInBatch => (int)Math.Clamp(BatchSize * Count / Math.Max(_size, 1), 16, 8192);

    /// <summary>Rows that a row group of a columnar file is made of: the more, the better it is compressed.</summary>
    public int RowsInGroup => (int)Math.Clamp(GroupSize * Count / Math.Max(_size, 1), 256, 65_536);

    /// <summary>The smallest entity number; meaningless without rows.</summary>
    public long FirstEntity { get; private set; } = long.MaxValue;

    /// <summary>The greatest entity number; meaningless without rows.</summary>
    public long LastEntity { get; private set; } = long.MinValue;

    /// <summary>The texts of all fields that facts have.</summary>
    public IReadOnlyCollection<int> Fields => _fields;

    public void Add(long entity, ReadOnlySpan<byte> fact, ReadOnlySpan<int> texts, ReadOnlySpan<byte> value)
    {
        var target = _rows.Reserve(StoredFact.SizeOf(texts.Length, fact.Length, value.Length));
        var length = StoredFact.Write(target, entity, fact, texts, value);
        _hashesOnly = _hashesOnly && FactKey.Of(target[..length]).IsHash;
        _rows.Add(length);
        Count++;
        _size += length;
        FirstEntity = Math.Min(FirstEntity, entity);
        LastEntity = Math.Max(LastEntity, entity);
        if (texts[Columns.Field] != _lastField)
        {
            _lastField = texts[Columns.Field];
            _fields.Add(_lastField);
        }

        if (_rows.Size + ((long)_rows.Count * SortingSize) > _memory)
        {
            WriteRun();
        }
    }

    /// <summary>Tells that no row comes any more.</summary>
    public void Complete()
    {
        if (_byFact.Count > 0 && _rows.Count > 0)
        {
            WriteRun();
        }
    }

    public SortedRows ByFact() => _byFact.Count > 0 ? new MergedRows(_byFact, _hashesOnly ? RowKey.Hash : RowKey.Fact) : new RowsInMemory(_rows, _hashesOnly ? RowKey.Hash : RowKey.Fact);

    public SortedRows ByEntity() => _byEntity.Count > 0 ? new MergedRows(_byEntity, RowKey.Entity) : new RowsInMemory(_rows, RowKey.Entity);

    public void Dispose()
    {
        _byFact.ForEach(run => run.Dispose());
        _byEntity.ForEach(run => run.Dispose());
    }

    private void WriteRun()
    {
        _byFact.Add(RunFile.Write(_directory, _rows, RowKey.Fact));
        _byEntity.Add(RunFile.Write(_directory, _rows, RowKey.Entity));
        _rows.Clear();
    }
}
