using DigitalLand.Core.Parquet;
using DigitalLand.Datasets.Assemble.Rows;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// What a batch of rows in the order of facts comes to: a row group of fact and one of fact-resource. One such object is used for many
/// batches, by one thread at a time.
/// </summary>
internal sealed class FactRowGroups
{
    private readonly FactColumns _columns;
    private readonly EntityWindows _windows;
    private readonly FactGroups _groups;
    private readonly int[] _texts;
    private readonly byte[] _hex = new byte[StoredFact.HexSize];

    /// <summary>Kept so that looking ahead is not optimised away; its value means nothing.</summary>
    private int _seen;

    public FactRowGroups(DatasetPackage tables, FactRows rows, EntityWindows windows)
    {
        _columns = rows.Columns;
        _windows = windows;
        _groups = new FactGroups(rows.Columns, rows.Texts);
        _texts = new int[rows.Columns.Pooled.Length];
        var snappy = new Snappy();
        Facts = new FactChunks(tables.Fact, rows, snappy);
        FactResources = new FactChunks(tables.FactResource, rows, snappy);
    }

    public FactChunks Facts { get; }

    public FactChunks FactResources { get; }

    /// <summary>Which fields, as pooled texts, the entities of each window have.</summary>
    public HashSet<(long Window, int Field)> Fields { get; } = [];

    public FactRowGroups Encode(RowBatch rows)
    {
        Facts.Start();
        FactResources.Start();
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
        FactResources.Finish();
        return this;
    }

    private void AddFact(RowBatch rows, int start, int end)
    {
        var fact = FactKey.Of(rows[start]).Text(_hex);
        var row = default(StoredFact);
        for (var i = start; i < end; i++)
        {
            row = new StoredFact(rows[i], _texts);
            FactResources.Add(row, fact);
            Fields.Add((_windows.Of(row.Entity), row.Texts[_columns.Field]));
        }

        Facts.Add(end - start > 1 ? new StoredFact(rows[_groups.Speaker(rows, start, end)], _texts) : row, fact);
    }
}
