using System.Text;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// Reads Thrift's compact protocol, in which Parquet keeps page headers and its footer. Fields that the caller does not know are left out
/// with <c>Skip</c>; bytes that end too early throw <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct ThriftCompactReader(ReadOnlySpan<byte> bytes)
{
    private const int True = 1;
    private const int False = 2;
    private const int I8 = 3;
    private const int I64 = 6;
    private const int Double = 7;
    private const int Binary = 8;
    private const int List = 9;
    private const int Set = 10;
    private const int Struct = 12;
    private const int DeepestStruct = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _lastId;
    private int _type;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Begins a struct; what it returns is to be given back to <see cref="EndStruct"/>.</summary>
    public int BeginStruct()
    {
        var outer = _lastId;
        _lastId = 0;
        return outer;
    }

    public void EndStruct(int outer) => _lastId = outer;

    /// <summary>Moves to the struct's next field, whose value must then be read or skipped; false at the struct's end.</summary>
    public bool Next(out int id)
    {
        var header = ReadByte();
        _type = header & 0xf;
        _lastId = (header >> 4) is var step and > 0 ? _lastId + step : header == 0 ? 0 : (int)ReadInteger();
        id = _lastId;
        return header != 0;
    }

    /// <summary>A whole number of any size.</summary>
    public long ReadInteger()
    {
        var bits = ReadVarint();
        return (long)(bits >> 1) ^ -(long)(bits & 1);
    }

    public int ReadInt32() => ReadInteger() is var number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Broken();

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    /// <summary>How many elements a list has; they follow.</summary>
    public int ReadListLength()
    {
        var header = ReadByte();
        _type = header & 0xf;
        var length = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        // An element takes a byte at least.
        return length <= (ulong)(_bytes.Length - Position) ? (int)length : throw Broken();
    }

    /// <summary>Leaves out the value of the field in hand.</summary>
    public void Skip() => Skip(_type, depth: 0);

    private void Skip(int type, int depth)
    {
        switch (type)
        {
            case True or False: break;
            case I8: ReadByte(); break;
            case > I8 and <= I64: ReadVarint(); break;
            case Double: Take(sizeof(double)); break;
            case Binary: ReadBytes(); break;
            case List or Set: SkipList(depth); break;
            case Struct when depth < DeepestStruct: SkipStruct(depth); break;
            default: throw Broken();
        }
    }

    private void SkipList(int depth)
    {
        var length = ReadListLength();
        var type = _type;
        for (var i = 0; i < length; i++)
        {
            // In a list a truth value has a byte of its own.
            Skip(type is True or False ? I8 : type, depth);
        }
    }

    private void SkipStruct(int depth)
    {
        var outer = BeginStruct();
        while (Next(out _))
        {
            Skip(_type, depth + 1);
        }

        EndStruct(outer);
    }

    private ReadOnlySpan<byte> ReadBytes() => ReadVarint() is var length && length <= (ulong)(_bytes.Length - Position) ? Take((int)length) : throw Broken();

    private ulong ReadVarint()
    {
        var position = Position;
        var number = Varint.Read(_bytes, ref position);
        Position = position;
        return number;
    }

    private byte ReadByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - Position)
        {
            throw Broken();
        }

        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    private static InvalidDataException Broken() => new("a header ends too early or holds what cannot be");
}
