using System.Buffers.Binary;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// The pages of one column of a row group, in which no value is missing, one after the other. One reader is used for many chunks, by one
/// thread at a time.
/// </summary>
public sealed class PageReader
{
    /// <summary>Room beyond what a page takes is made only while that is little.</summary>
    private const int MostAhead = 1 << 20;

    private ReadOnlyMemory<byte> _left;
    private bool _compressed;
    private byte[] _buffer = [];
    private ReadOnlyMemory<byte> _values;

    /// <summary>Values of the page in hand.</summary>
    public int Count { get; private set; }

    /// <summary>What the page holds of values: plain, or for a dictionary's numbers their width in bits and runs.</summary>
    public ReadOnlySpan<byte> Values => _values.Span;

    /// <summary>Goes before the first page of a chunk.</summary>
    /// <param name="chunk">What the footer tells of it.</param>
    /// <param name="pages">Its bytes, which must stand as long as they are read.</param>
    public void Start(StoredChunk chunk, ReadOnlyMemory<byte> pages)
    {
        _left = pages;
        _compressed = chunk.Compressed;
        _values = default;
        Count = 0;
    }

    /// <summary>Moves to the dictionary, with which a chunk that has one begins.</summary>
    /// <exception cref="InvalidDataException">It is not there, or broken.</exception>
    public void ReadDictionary()
    {
        const int DictionaryPage = 2;
        _values = ReadPage(DictionaryPage);
    }

    /// <summary>Moves to the next page of values; false after the last.</summary>
    /// <exception cref="InvalidDataException">It is broken, or of a kind that our writer does not write.</exception>
    public bool Read()
    {
        const int DataPage = 0;
        if (_left.IsEmpty)
        {
            return false;
        }

        var page = ReadPage(DataPage);
        // Nothing is missing, so the definition levels say nothing new.
        var levels = page.Length >= sizeof(int) ? BinaryPrimitives.ReadUInt32LittleEndian(page.Span) : uint.MaxValue;
        _values = levels <= (uint)(page.Length - sizeof(int)) ? page[(sizeof(int) + (int)levels)..] : throw Broken();
        return true;
    }

    /// <summary>Reads the numbers of a page that refers to a dictionary.</summary>
    /// <param name="numbers">As many as the page has values.</param>
    /// <exception cref="InvalidDataException">The page has fewer.</exception>
    public void ReadNumbers(Span<int> numbers)
    {
        var values = Values;
        if (values.IsEmpty || values[0] is 0 or > 32)
        {
            throw Broken();
        }

        RunLengthDecoding.Decode(values[1..], values[0], numbers);
    }

    private ReadOnlyMemory<byte> ReadPage(int kind)
    {
        var thrift = new ThriftCompactReader(_left.Span);
        var (type, size, stored, count) = ReadHeader(ref thrift);
        if (type != kind || size < 0 || stored < 0 || count < 0 || stored > _left.Length - thrift.Position)
        {
            throw Broken();
        }

        var page = _left.Slice(thrift.Position, stored);
        _left = _left[(thrift.Position + stored)..];
        Count = count;
        return _compressed ? Decompress(page.Span, size) : page;
    }

    /// <summary>PageHeader of parquet.thrift; the number of values is the first member of the page's own header, of either kind.</summary>
    private static (int Type, int Size, int Stored, int Count) ReadHeader(ref ThriftCompactReader thrift)
    {
        var (type, size, stored, count) = (-1, -1, -1, -1);
        var outer = thrift.BeginStruct();
        while (thrift.Next(out var id))
        {
            switch (id)
            {
                case 1: type = thrift.ReadInt32(); break;
                case 2: size = thrift.ReadInt32(); break;
                case 3: stored = thrift.ReadInt32(); break;
                case 5 or 7: count = ReadCount(ref thrift); break;
                default: thrift.Skip(); break;
            }
        }

        thrift.EndStruct(outer);
        return (type, size, stored, count);
    }

    private static int ReadCount(ref ThriftCompactReader thrift)
    {
        var count = -1;
        var outer = thrift.BeginStruct();
        while (thrift.Next(out var id))
        {
            if (id == 1)
            {
                count = thrift.ReadInt32();
            }
            else
            {
                thrift.Skip();
            }
        }

        thrift.EndStruct(outer);
        return count;
    }

    private ReadOnlyMemory<byte> Decompress(ReadOnlySpan<byte> page, int size)
    {
        if (_buffer.Length < size)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(Math.Max(size, Math.Min(2 * _buffer.Length, MostAhead)));
        }

        SnappyDecompression.Decompress(page, _buffer.AsSpan(0, size));
        return _buffer.AsMemory(0, size);
    }

    private static InvalidDataException Broken() => new("a page is broken");
}
