using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>
/// The flattened rows as Parquet, put together of the pages that parts have made. Row groups do not depend on which thread made what.
/// </summary>
internal sealed class FlattenedParquet
{
    private readonly JoinedColumn[] _columns;
    private readonly ParquetWriter _writer;

    public FlattenedParquet(Stream stream, FlattenedColumns columns)
    {
        var snappy = new Snappy();
        _columns = [.. columns.Names.Select((name, i) => new JoinedColumn(name, columns.Types[i], snappy))];
        _writer = new ParquetWriter(stream, _columns);
    }

    /// <summary>Appends the rows of a part.</summary>
    public void Add(FlattenedPages pages, int rows)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Add(pages.Columns[i].Chunk);
        }

        _writer.EndRows(rows);
    }

    /// <summary>Writes what is left and the footer.</summary>
    public void Finish() => _writer.Finish();
}
