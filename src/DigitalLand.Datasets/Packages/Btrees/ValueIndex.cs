using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// An index of a column whose values repeat: for each value the numbers of its rows, which come in ascending order, so that nothing but
/// the different values is ever sorted.
/// </summary>
internal sealed class ValueIndex
{
    private readonly TextPool _texts = new();
    private readonly Dictionary<int, RowNumbers> _byText = [];
    private readonly SortedDictionary<long, RowNumbers> _byNumber = [];
    private readonly RowNumbers _nulls = new();
    private RowNumbers? _last;
    private byte[] _lastText = [];

    public void AddNull(long rowid) => _nulls.Add(rowid);

    public void Add(long number, long rowid)
    {
        if (!_byNumber.TryGetValue(number, out var rows))
        {
            _byNumber[number] = rows = new RowNumbers();
        }

        rows.Add(rowid);
    }

    public void Add(ReadOnlySpan<byte> text, long rowid)
    {
        if (_last is null || !text.SequenceEqual(_lastText))
        {
            _last = Rows(text);
            _lastText = text.ToArray();
        }

        _last.Add(rowid);
    }

    /// <summary>The rows of a text, to add to.</summary>
    public RowNumbers Rows(ReadOnlySpan<byte> text)
    {
        var id = _texts.Intern(text);
        if (!_byText.TryGetValue(id, out var rows))
        {
            _byText[id] = rows = new RowNumbers();
        }

        return rows;
    }

    /// <summary>Writes the entries: NULL before numbers before text, each by rowid.</summary>
    /// <returns>The root page.</returns>
    public int Write(BtreeFile file, CancellationToken cancel)
    {
        var index = new IndexWriter(file, cancel);
        foreach (var rowid in _nulls.Read())
        {
            index.Add(rowid);
        }

        foreach (var (number, rows) in _byNumber)
        {
            foreach (var rowid in rows.Read())
            {
                index.Add(number, rowid);
            }
        }

        Span<byte> scratch = stackalloc byte[TextPool.MostDigits];
        var texts = _byText.Keys.ToArray();
        Array.Sort(texts, _texts.Compare);
        foreach (var text in texts)
        {
            foreach (var rowid in _byText[text].Read())
            {
                index.Add(_texts.Get(text, scratch), rowid);
            }
        }

        return index.Finish();
    }
}
