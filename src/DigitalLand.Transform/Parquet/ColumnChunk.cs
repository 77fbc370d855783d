using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Parquet;

/// <summary>The encodings of parquet.thrift that are written here.</summary>
internal enum PageEncoding
{
    Plain = 0,
    Rle = 3,
    RleDictionary = 8,
}

/// <summary>What the footer tells about a column of a row group. Sizes are in bytes and count page headers; offsets are from the chunk's start.</summary>
internal readonly record struct ChunkSummary(bool Compressed, long UncompressedSize, int DictionarySize, byte[]? Least, byte[]? Greatest);

/// <summary>
/// One column's values in the row group in hand, as finished pages (data pages of version 1). No value is ever missing, yet columns
/// are declared optional, as the usual writers declare them: tools that join files compare that too.
/// </summary>
internal abstract class ColumnChunk
{
    /// <summary>Room for the definition levels before a page's values: a length of four bytes, a run's length of up to five, one level.</summary>
    private const int LevelsRoom = 10;

    private readonly ArrayBufferWriter<byte> _pages = new();
    private readonly ThriftCompactWriter _thrift;
    private readonly Snappy _snappy;
    private bool _compressed = true;
    private bool _codecSettled;
    private long _uncompressedSize;
    private int _dictionarySize;

    protected ColumnChunk(string name, ParquetType type, Snappy snappy)
    {
        Name = name;
        Type = type;
        _snappy = snappy;
        _thrift = new ThriftCompactWriter(_pages);
        StartPage();
    }

    public string Name { get; }

    public ParquetType Type { get; }

    public abstract PageEncoding Encoding { get; }

    /// <summary>About how much memory its values take, in bytes.</summary>
    public virtual int Size => _pages.WrittenCount + Page.WrittenCount;

    /// <summary>The finished pages. Only after <see cref="Finish"/> are they all of the chunk.</summary>
    public ReadOnlyMemory<byte> Pages => _pages.WrittenMemory;

    /// <summary>Takes the values of the page in hand.</summary>
    protected ArrayBufferWriter<byte> Page { get; } = new();

    /// <summary>Ends the last page and tells what the chunk is.</summary>
    public ChunkSummary Finish()
    {
        FinishPages();
        var (least, greatest) = Range();
        return new ChunkSummary(_compressed, _uncompressedSize, _dictionarySize, least, greatest);
    }

    /// <summary>Makes room for the next row group's values.</summary>
    public virtual void Reset()
    {
        _pages.ResetWrittenCount();
        _compressed = true;
        _codecSettled = false;
        _uncompressedSize = 0;
        _dictionarySize = 0;
    }

    protected abstract void FinishPages();

    /// <summary>The least and the greatest value in plain encoding; null where that is not told.</summary>
    protected virtual (byte[]? Least, byte[]? Greatest) Range() => default;

    protected void WriteDictionaryPage(ReadOnlySpan<byte> values, int count)
    {
        const int DictionaryPage = 2;
        const int DictionaryPageHeader = 7;
        _codecSettled = true;
        WritePage(DictionaryPage, values, DictionaryPageHeader, [count, (int)PageEncoding.Plain]);
        _dictionarySize = _pages.WrittenCount;
    }

    /// <summary>Writes out the page in hand, which holds <paramref name="count"/> values, and starts the next.</summary>
    protected void WriteDataPage(int count)
    {
        const int DataPage = 0;
        const int DataPageHeader = 5;
        WritePage(DataPage, WithLevels(count), DataPageHeader, [count, (int)Encoding, (int)PageEncoding.Rle, (int)PageEncoding.Rle]);
        StartPage();
    }

    private void StartPage()
    {
        Page.ResetWrittenCount();
        Page.GetSpan(LevelsRoom);
        Page.Advance(LevelsRoom);
    }

    /// <summary>The page in hand behind its definition levels, which are one run: every value is there.</summary>
    private ReadOnlySpan<byte> WithLevels(int count)
    {
        Span<byte> levels = stackalloc byte[LevelsRoom];
        var run = Varint.Write(levels[sizeof(int)..], (ulong)count << 1);
        levels[sizeof(int) + run++] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(levels, run);
        levels = levels[..(sizeof(int) + run)];
        var page = MemoryMarshal.AsMemory(Page.WrittenMemory).Span[(LevelsRoom - levels.Length)..];
        levels.CopyTo(page);
        return page;
    }

    /// <summary>Appends a PageHeader of parquet.thrift, in it the header of this kind of page (numbers with the ids 1, 2 ...), and the body.</summary>
    private void WritePage(int kind, ReadOnlySpan<byte> body, int headerId, ReadOnlySpan<int> header)
    {
        var compressed = _compressed ? _snappy.Compress(body) : body;
        if (!_codecSettled && compressed.Length > body.Length / 10 * 9)
        {
            // A chunk has one codec. What does not shrink (hashes) is quicker to write and to read as it is.
            _compressed = false;
            compressed = body;
        }

        _codecSettled = true;
        var before = _pages.WrittenCount;
        _thrift.BeginStruct();
        _thrift.WriteI32(1, kind);
        _thrift.WriteI32(2, body.Length);
        _thrift.WriteI32(3, compressed.Length);
        _thrift.BeginStruct(headerId);
        for (var i = 0; i < header.Length; i++)
        {
            _thrift.WriteI32(i + 1, header[i]);
        }

        _thrift.EndStruct();
        _thrift.EndStruct();
        _uncompressedSize += _pages.WrittenCount - before + body.Length;
        _pages.Write(compressed);
    }
}
