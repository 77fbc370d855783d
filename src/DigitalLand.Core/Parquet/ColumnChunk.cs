using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Parquet;

/// <summary>The encodings of parquet.thrift that are written here.</summary>
public enum PageEncoding
{
    Plain = 0,
    Rle = 3,
    RleDictionary = 8,
}

/// <summary>One column's values in a row group, as finished pages (data pages of version 1). Any value may be missing.</summary>
public abstract class ColumnChunk
{
    /// <summary>Room for the definition levels before a page's values where none is missing: a length of four bytes, a run's length of up to five, one level.</summary>
    private const int LevelsRoom = 10;

    private readonly ArrayBufferWriter<byte> _pages = new();
    private readonly ThriftCompactWriter _thrift;
    private readonly Snappy _snappy;
    private readonly RunLengthEncoding _levels = new();
    private ArrayBufferWriter<byte>? _pageWithNulls;
    private bool _compressed = true;
    private bool _codecSettled;
    private long _uncompressedSize;
    private int _dictionarySize;
    private long _nulls;
    private int _rowsInPage;
    private int _nullsInPage;

    /// <param name="name">The column's name in the schema.</param>
    /// <param name="type">Its type.</param>
    /// <param name="snappy">Used by one thread at a time; columns may share it.</param>
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

    /// <summary>Whether its pages go into one chunk with those of other parts: all of them are then compressed, since a chunk has one codec.</summary>
    public bool IsPart { get; init; }

    /// <summary>How many tenths of its size the first page may keep when it is compressed; where it keeps more, the chunk is stored as it is.</summary>
    public int MostTenths { get; init; } = 9;

    /// <summary>How its data pages hold their values.</summary>
    public abstract PageEncoding Encoding { get; }

    /// <summary>About how much memory its values take, in bytes.</summary>
    public virtual int Size => _pages.WrittenCount + Page.WrittenCount;

    /// <summary>The finished pages. Only after <see cref="Finish"/> are they all of the chunk.</summary>
    public ReadOnlyMemory<byte> Pages => _pages.WrittenMemory;

    /// <summary>What the footer tells about the chunk, after <see cref="Finish"/>.</summary>
    public ChunkSummary Summary { get; private set; }

    /// <summary>Takes the values of the page in hand.</summary>
    protected ArrayBufferWriter<byte> Page { get; } = new();

    /// <summary>Rows of the page in hand, with those whose value is missing.</summary>
    protected int RowsInPage => _rowsInPage;

    /// <summary>Adds a row whose value is missing.</summary>
    public void AddNull()
    {
        if (_nullsInPage++ == 0 && _rowsInPage > 0)
        {
            _levels.Add(1, _rowsInPage);
        }

        _levels.Add(0);
        _rowsInPage++;
    }

    /// <summary>Ends the last page.</summary>
    public void Finish()
    {
        FinishPages();
        var (least, greatest) = Range();
        Summary = new ChunkSummary(_compressed, _uncompressedSize, _dictionarySize, _nulls, least, greatest);
    }

    /// <summary>Makes room for the next row group's values.</summary>
    public virtual void Reset()
    {
        _pages.ResetWrittenCount();
        _compressed = true;
        _codecSettled = false;
        _uncompressedSize = 0;
        _dictionarySize = 0;
        _nulls = 0;
    }

    /// <summary>Writes out the page in hand, if it has rows.</summary>
    protected abstract void FinishPages();

    /// <summary>The least and the greatest value in plain encoding; null where that is not told.</summary>
    protected virtual (byte[]? Least, byte[]? Greatest) Range() => default;

    /// <summary>Counts a row whose value was written into the page in hand.</summary>
    protected void EndValue()
    {
        _rowsInPage++;
        if (_nullsInPage > 0)
        {
            _levels.Add(1);
        }
    }

    /// <summary>Appends the pages of a finished part of this chunk.</summary>
    protected void Append(ColumnChunk part)
    {
        _pages.Write(part.Pages.Span);
        _uncompressedSize += part.Summary.UncompressedSize;
        _nulls += part.Summary.Nulls;
    }

    protected void WriteDictionaryPage(ReadOnlySpan<byte> values, int count)
    {
        const int DictionaryPage = 2;
        const int DictionaryPageHeader = 7;
        _codecSettled = true;
        WritePage(DictionaryPage, values, DictionaryPageHeader, [count, (int)PageEncoding.Plain]);
        _dictionarySize = _pages.WrittenCount;
    }

    /// <summary>Writes out the page in hand and starts the next.</summary>
    protected void WriteDataPage()
    {
        const int DataPage = 0;
        const int DataPageHeader = 5;
        var body = _nullsInPage == 0 ? WithLevels(_rowsInPage) : WithNullLevels();
        WritePage(DataPage, body, DataPageHeader, [_rowsInPage, (int)Encoding, (int)PageEncoding.Rle, (int)PageEncoding.Rle]);
        _nulls += _nullsInPage;
        (_rowsInPage, _nullsInPage) = (0, 0);
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

    /// <summary>The page in hand behind definition levels of which some are 0: those rows have no value.</summary>
    private ReadOnlySpan<byte> WithNullLevels()
    {
        var page = _pageWithNulls ??= new ArrayBufferWriter<byte>();
        page.ResetWrittenCount();
        page.GetSpan(sizeof(int));
        page.Advance(sizeof(int));
        _levels.WriteTo(page, bitWidth: 1);
        BinaryPrimitives.WriteInt32LittleEndian(MemoryMarshal.AsMemory(page.WrittenMemory).Span, page.WrittenCount - sizeof(int));
        page.Write(Page.WrittenSpan[LevelsRoom..]);
        return page.WrittenSpan;
    }

    /// <summary>Appends a PageHeader of parquet.thrift, in it the header of this kind of page (numbers with the ids 1, 2 ...), and the body.</summary>
    private void WritePage(int kind, ReadOnlySpan<byte> body, int headerId, ReadOnlySpan<int> header)
    {
        var compressed = _compressed ? _snappy.Compress(body) : body;
        if (!_codecSettled && !IsPart && compressed.Length > body.Length / 10 * MostTenths)
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
