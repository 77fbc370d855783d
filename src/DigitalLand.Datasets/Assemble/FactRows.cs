namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Every row of a dataset's transformed files in memory, in the order read: an entity number and, for each of the
/// <see cref="FactColumns"/>, the number of a text in the <see cref="TextPool"/>. About 50 bytes a row beside the texts.
/// </summary>
internal sealed class FactRows(FactColumns columns)
{
    private const int RowsInChunk = 1 << 14;

    private readonly List<int[]> _chunks = [];
    private readonly int _width = columns.Fields.Length;

    public FactColumns Columns { get; } = columns;

    public TextPool Texts { get; } = new();

    /// <summary>The entity number of each row.</summary>
    public List<long> Entities { get; } = [];

    public int Count => Entities.Count;

    /// <summary>A row's texts, one for each column.</summary>
    public ReadOnlySpan<int> this[int row] => _chunks[row / RowsInChunk].AsSpan(row % RowsInChunk * _width, _width);

    public void Add(long entity, ReadOnlySpan<int> texts)
    {
        if (Count == _chunks.Count * RowsInChunk)
        {
            _chunks.Add(new int[RowsInChunk * _width]);
        }

        texts.CopyTo(_chunks[^1].AsSpan(Count % RowsInChunk * _width, _width));
        Entities.Add(entity);
    }
}
