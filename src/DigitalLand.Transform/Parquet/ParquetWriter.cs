using System.Buffers;

namespace DigitalLand.Transform.Parquet;

/// <summary>
/// Writes a Parquet file of a flat schema as rows come by: pages are kept until their row group is complete, so memory does not grow
/// with the file. A file without rows is its schema.
/// </summary>
internal sealed class ParquetWriter
{
    /// <summary>As DuckDB writes them: its vectors divide it, and several cores find work in a file.</summary>
    private const int MaxRows = 122_880;

    /// <summary>Long shapes reach it before the rows do.</summary>
    private const int MaxBytes = 6 << 20;

    private const int RowsBetweenLooks = 8;

    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private readonly Stream _stream;
    private readonly ColumnChunk[] _columns;
    private readonly List<RowGroup> _groups = [];
    private long _position;
    private int _rows;

    /// <param name="stream">Stays the caller's.</param>
    /// <param name="columns">In the schema's order; the caller adds a value to each, then ends the row.</param>
    public ParquetWriter(Stream stream, params ColumnChunk[] columns)
    {
        _stream = stream;
        _columns = columns;
        Write(Magic);
    }

    /// <summary>Tells that every column has got the row's value.</summary>
    public void EndRow()
    {
        _rows++;
        if (_rows == MaxRows || (_rows % RowsBetweenLooks == 0 && Size() >= MaxBytes))
        {
            EndRowGroup();
        }
    }

    /// <summary>Writes what is left and the footer. The stream then holds the whole file.</summary>
    public void Finish()
    {
        if (_rows > 0)
        {
            EndRowGroup();
        }

        var footer = new ArrayBufferWriter<byte>();
        ParquetFooter.Write(footer, _columns, _groups);
        Write(footer.WrittenSpan);
        Write(BitConverter.GetBytes(footer.WrittenCount));
        Write(Magic);
    }

    private long Size()
    {
        var size = 0L;
        foreach (var column in _columns)
        {
            size += column.Size;
        }

        return size;
    }

    private void EndRowGroup()
    {
        var chunks = new WrittenChunk[_columns.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            var summary = column.Finish();
            chunks[i] = new WrittenChunk(_position, column.Pages.Length, summary);
            Write(column.Pages.Span);
            column.Reset();
        }

        _groups.Add(new RowGroup(_rows, chunks));
        _rows = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
