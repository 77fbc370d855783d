namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// Fills a table of a <see cref="BtreePackage"/> one row after the other, and writes its indexes when it is disposed. Values of a primary
/// key must differ.
/// </summary>
internal sealed class BtreeTableWriter : RecordTableWriter
{
    private const int PagesAtOnce = 256;

    private readonly BtreePackage _package;
    private readonly CancellationToken _cancel;
    private readonly Btree _tree;
    private readonly PageRun _run = new();
    private readonly List<(string Name, int Column, ValueIndex Index)> _indexes = [];

    public BtreeTableWriter(BtreePackage package, PackageTable table, IEnumerable<string> indexed, CancellationToken cancel)
        : base(table)
    {
        _package = package;
        _cancel = cancel;
        _tree = new Btree(package.File, BtreeKind.Table);
        _run.Start(BtreeKind.Table, first: true);
        if (table.KeyColumn is var key and >= 0 && table.Columns[key].Type != ColumnType.Number)
        {
            _indexes.Add((BtreePackage.KeyIndex(table), key, new ValueIndex()));
        }

        _indexes.AddRange(indexed.Select(column => (BtreePackage.IndexName(table.Name, column), table.Ordinal(column), new ValueIndex())));
    }

    protected override void InsertRecord(long rowid, ReadOnlySpan<byte> record)
    {
        _run.AddRow(rowid, record);
        foreach (var (_, column, index) in _indexes)
        {
            AddTo(index, column, rowid);
        }

        if (_run.PageCount >= PagesAtOnce)
        {
            Append();
            _run.Start(BtreeKind.Table, first: false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        Append();
        _package.SetRoot(Table.Name, _tree.Finish());
        foreach (var (name, _, index) in _indexes)
        {
            _package.SetRoot(name, index.Write(_package.File, _cancel));
        }

        base.Dispose(disposing);
    }

    private void Append()
    {
        _run.Finish();
        _tree.Append(_run);
    }
}
