using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Packages.Btrees;

namespace DigitalLand.Datasets.Assemble.Sqlite;

/// <summary>
/// What a batch of rows in the order of facts comes to: pages of fact_resource, of fact and of the index of each on the fact's hash, which
/// has the same order. One such object is used for many batches, by one thread at a time.
/// </summary>
internal sealed class FactPages
{
    private readonly FactColumns _columns;
    private readonly FactGroups _groups;
    private readonly FactRecords _factRecords;
    private readonly FactRecords _factResourceRecords;
    private readonly RecordBuilder _entry = new(columns: 2);
    private readonly byte[] _hex = new byte[StoredFact.HexSize];
    private readonly int[] _texts;
    private readonly EntityWindows _windows;

    /// <summary>Kept so that looking ahead is not optimised away; its value means nothing.</summary>
    private int _seen;

    public FactPages(DatasetPackage tables, FactRows rows, EntityWindows windows)
    {
        _windows = windows;
        _columns = rows.Columns;
        _groups = new FactGroups(rows.Columns, rows.Texts);
        _factRecords = new FactRecords(tables.Fact, rows.Columns, rows.Texts);
        _factResourceRecords = new FactRecords(tables.FactResource, rows.Columns, rows.Texts);
        _texts = new int[rows.Columns.Pooled.Length];
    }

    public PageRun Facts { get; } = new();

    public PageRun FactKeys { get; } = new();

    public PageRun FactResources { get; } = new();

    public PageRun FactResourceKeys { get; } = new();

    /// <summary>Entity and row number of each fact.</summary>
    public List<(long Entity, long Row)> Entities { get; } = [];

    /// <summary>The resource of each row of fact_resource, as a pooled text.</summary>
    public List<int> Resources { get; } = [];

    /// <summary>Which fields, as pooled texts, the entities of each window have.</summary>
    public HashSet<(long Window, int Field)> Fields { get; } = [];

    /// <summary>The number of the batch's first row of fact_resource.</summary>
    public long FirstRow { get; private set; }

    public FactPages Encode(RowBatch rows)
    {
        var first = rows.First == 0;
        FirstRow = rows.First + 1;
        Facts.Start(BtreeKind.Table, first);
        FactKeys.Start(BtreeKind.Index, first);
        FactResources.Start(BtreeKind.Table, first);
        FactResourceKeys.Start(BtreeKind.Index, first);
        Entities.Clear();
        Resources.Clear();
        Fields.Clear();
        for (int start = 0, end, ahead = 0; start < rows.Count; start = end)
        {
            if (start >= ahead)
            {
                _seen ^= rows.LookAhead(start);
                ahead = start + RowBatch.RowsAhead;
            }

            end = FactGroups.EndOf(rows, start);
            AddFact(rows, start, end);
        }

        Facts.Finish();
        FactKeys.Finish();
        FactResources.Finish();
        FactResourceKeys.Finish();
        return this;
    }

    private void AddFact(RowBatch rows, int start, int end)
    {
        var fact = FactKey.Of(rows[start]).Text(_hex);
        var row = default(StoredFact);
        for (var i = start; i < end; i++)
        {
            row = new StoredFact(rows[i], _texts);
            FactResources.AddRow(FirstRow + i, _factResourceRecords.Of(row, fact));
            FactResourceKeys.AddEntry(Entry(fact, FirstRow + i));
            Resources.Add(row.Texts[_columns.Resource]);
            Fields.Add((_windows.Of(row.Entity), row.Texts[_columns.Field]));
        }

        if (end - start > 1)
        {
            row = new StoredFact(rows[_groups.Speaker(rows, start, end)], _texts);
        }

        // A fact has the number of its first fact_resource: known without counting the facts of other batches.
        Facts.AddRow(FirstRow + start, _factRecords.Of(row, fact));
        FactKeys.AddEntry(Entry(fact, FirstRow + start));
        Entities.Add((row.Entity, FirstRow + start));
    }

    private ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> fact, long rowid)
    {
        _entry.Clear();
        _entry.Add(fact);
        _entry.Add(rowid);
        return _entry.Build();
    }
}
