using DigitalLand.Core.Progress;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>Writes the entries of an index on one column, which come in its order.</summary>
internal sealed class IndexWriter
{
    private const int PagesAtOnce = 256;

    private readonly Btree _tree;
    private readonly PageRun _run = new();
    private readonly RecordBuilder _record = new(columns: 2);
    private readonly CancellationToken _cancel;
    private byte[] _pending = [];
    private int _pendingLength;

    public IndexWriter(BtreeFile file, CancellationToken cancel)
    {
        _tree = new Btree(file, BtreeKind.Index);
        _cancel = cancel;
        _run.Start(BtreeKind.Index, first: true);
    }

    /// <summary>An entry of NULL.</summary>
    public void Add(long rowid)
    {
        _record.Clear();
        _record.AddNull();
        AddEntry(rowid);
    }

    public void Add(long number, long rowid)
    {
        _record.Clear();
        _record.Add(number);
        AddEntry(rowid);
    }

    public void Add(ReadOnlySpan<byte> utf8, long rowid)
    {
        _record.Clear();
        _record.Add(utf8);
        AddEntry(rowid);
    }

    /// <returns>The root page.</returns>
    public int Finish()
    {
        if (_pendingLength > 0)
        {
            _run.AddEntry(_pending.AsSpan(0, _pendingLength));
        }

        _run.Finish();
        _tree.Append(_run);
        return _tree.Finish();
    }

    /// <summary>One entry is kept back: with it, a run that begins with the next is sure to have two.</summary>
    private void AddEntry(long rowid)
    {
        _record.Add(rowid);
        var entry = _record.Build();
        if (_pendingLength > 0)
        {
            AddPending();
        }

        if (_pending.Length < entry.Length)
        {
            _pending = new byte[entry.Length * 2];
        }

        entry.CopyTo(_pending);
        _pendingLength = entry.Length;
    }

    private void AddPending()
    {
        if (_run.PageCount >= PagesAtOnce)
        {
            _cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("index pages", _run.PageCount);
            _run.Finish();
            _tree.Append(_run);
            _run.Start(BtreeKind.Index, first: false);
        }

        _run.AddEntry(_pending.AsSpan(0, _pendingLength));
    }
}
