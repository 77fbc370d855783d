using System.Buffers;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// Writes a Parquet file of a flat schema as rows come by: pages are kept until their row group is complete, so memory does not grow
/// with the file. A file without rows is its schema.
/// </summary>
public sealed class ParquetWriter
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
    private readonly List<KeyValuePair<string, string>> _properties = [];
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

    /// <summary>As <see cref="EndRow"/> for several rows at once, which stay in one row group.</summary>
    public void EndRows(int count)
    {
        _rows += count;
        if (_rows >= MaxRows || Size() >= MaxBytes)
        {
            EndRowGroup();
        }
    }

    /// <summary>Appends a row group that was made elsewhere, as on another thread: columns of the schema, finished and with as many rows each.</summary>
    public void WriteRowGroup(IReadOnlyList<ColumnChunk> columns, int rows)
    {
        var chunks = new WrittenChunk[columns.Count];
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = new WrittenChunk(_position, columns[i].Pages.Length, columns[i].Summary);
            Write(columns[i].Pages.Span);
        }

        _groups.Add(new RowGroup(rows, chunks));
    }

    /// <summary>Says something about the file as a whole (key_value_metadata), for readers that know the key.</summary>
    public void AddProperty(string key, string value) => _properties.Add(new(key, value));

    /// <summary>Writes what is left and the footer. The stream then holds the whole file.</summary>
    public void Finish()
    {
        if (_rows > 0)
        {
            EndRowGroup();
        }

        var footer = new ArrayBufferWriter<byte>();
        ParquetFooter.Write(footer, _columns, _groups, _properties);
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
        foreach (var column in _columns)
        {
            column.Finish();
        }

        WriteRowGroup(_columns, _rows);
        foreach (var column in _columns)
        {
            column.Reset();
        }

        _rows = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
