namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows in memory in the order in which they were read, and what is told of all of them. For one thread at a time.</summary>
internal sealed class RowBlock(FactColumns columns)
{
    private readonly HashSet<int> _fields = [];
    private readonly List<EntityRun> _runs = [];
    private int _lastField = int.MinValue;

    public RowSegments Rows { get; } = new();

    /// <summary>The rows as stretches of one entity each, in the order read.</summary>
    public List<EntityRun> Runs => _runs;

    /// <summary>The texts of all fields that the facts have.</summary>
    public IReadOnlyCollection<int> Fields => _fields;

    /// <summary>Whether every fact is a hash.</summary>
    public bool HashesOnly { get; private set; } = true;

    /// <summary>About how many bytes the rows take: a measure that knows nothing of the numbers that texts happen to have.</summary>
    public long Size { get; private set; }

    /// <summary>The smallest entity number; meaningless without rows.</summary>
    public long FirstEntity { get; private set; } = long.MaxValue;

    /// <summary>The greatest entity number; meaningless without rows.</summary>
    public long LastEntity { get; private set; } = long.MinValue;

    public void Add(long entity, ReadOnlySpan<byte> fact, ReadOnlySpan<int> texts, ReadOnlySpan<byte> value)
    {
        var target = Rows.Reserve(StoredFact.SizeOf(texts.Length, fact.Length, value.Length));
        var length = StoredFact.Write(target, entity, fact, texts, value, out var isHash);
        HashesOnly &= isHash;
        Size += sizeof(long) + fact.Length + (2 * texts.Length) + value.Length;
        AddToRun(entity, Rows.Add(length));
        if (texts[columns.Field] != _lastField)
        {
            _lastField = texts[columns.Field];
            _fields.Add(_lastField);
        }
    }

    /// <summary>Takes over the rows of another block, which is empty then.</summary>
    public void Append(RowBlock other)
    {
        var shift = Rows.Append(other.Rows);
        foreach (var run in other._runs)
        {
            _runs.Add(run with { Place = run.Place + shift });
        }

        _fields.UnionWith(other._fields);
        HashesOnly &= other.HashesOnly;
        Size += other.Size;
        FirstEntity = Math.Min(FirstEntity, other.FirstEntity);
        LastEntity = Math.Max(LastEntity, other.LastEntity);
        other.Clear();
    }

    /// <summary>Forgets all rows, whose memory is used for others.</summary>
    public void Clear()
    {
        Rows.Clear();
        _runs.Clear();
        _fields.Clear();
        _lastField = int.MinValue;
        (HashesOnly, Size, FirstEntity, LastEntity) = (true, 0, long.MaxValue, long.MinValue);
    }

    private void AddToRun(long entity, long place)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.Entity == entity && RowSegments.AreTogether(last.Place, place))
        {
            _runs[^1] = last with { Count = last.Count + 1 };
            return;
        }

        _runs.Add(new EntityRun(entity, place, 1));
        FirstEntity = Math.Min(FirstEntity, entity);
        LastEntity = Math.Max(LastEntity, entity);
    }
}
