using System.Buffers.Binary;

namespace DigitalLand.Datasets.Packages.Btrees;

/// <summary>
/// Builds records of SQLite's file format: a header of its own length and a serial type for each column, then the values. One builder
/// serves for any number of records.
/// </summary>
internal sealed class RecordBuilder
{
    private readonly int _headerRoom;
    private byte[] _types;
    private int _typesUsed;
    private byte[] _buffer;
    private int _end;

    /// <param name="columns">The most columns that a record has.</param>
    public RecordBuilder(int columns)
    {
        _headerRoom = Varint.MaxLength * (columns + 1);
        _types = new byte[_headerRoom];
        _buffer = new byte[_headerRoom + 1024];
        _end = _headerRoom;
    }

    public void Clear()
    {
        _typesUsed = 0;
        _end = _headerRoom;
    }

    public void AddNull() => _types[_typesUsed++] = 0;

    public void Add(ReadOnlySpan<byte> utf8)
    {
        _typesUsed += Varint.Write(_types.AsSpan(_typesUsed), (2L * utf8.Length) + 13);
        utf8.CopyTo(Reserve(utf8.Length));
        _end += utf8.Length;
    }

    public void Add(long number)
    {
        var (type, size) = number switch
        {
            0 => (8, 0),
            1 => (9, 0),
            >= sbyte.MinValue and <= sbyte.MaxValue => (1, 1),
            >= short.MinValue and <= short.MaxValue => (2, 2),
            >= -(1L << 23) and < 1L << 23 => (3, 3),
            >= int.MinValue and <= int.MaxValue => (4, 4),
            >= -(1L << 47) and < 1L << 47 => (5, 6),
            _ => (6, 8),
        };
        _types[_typesUsed++] = (byte)type;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        bytes[(sizeof(long) - size)..].CopyTo(Reserve(size));
        _end += size;
    }

    /// <summary>The record, until the builder is used again.</summary>
    public ReadOnlySpan<byte> Build()
    {
        // The header counts its own length, which seldom takes a second byte.
        var length = _typesUsed + 1;
        length = Varint.Length(length) == 1 ? length : _typesUsed + 2;
        var start = _headerRoom - length;
        var used = Varint.Write(_buffer.AsSpan(start), length);
        _types.AsSpan(0, _typesUsed).CopyTo(_buffer.AsSpan(start + used));
        return _buffer.AsSpan(start, _end - start);
    }

    private Span<byte> Reserve(int size)
    {
        if (_buffer.Length - _end < size)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + size));
        }

        return _buffer.AsSpan(_end);
    }
}
