using System.Buffers;
using System.Text;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// Writes Thrift's compact protocol, in which Parquet keeps page headers and its footer. Fields must be written in ascending order
/// of their ids; a struct's or list's members follow its header.
/// </summary>
internal sealed class ThriftCompactWriter(IBufferWriter<byte> output)
{
    private readonly Stack<int> _outerIds = [];
    private int _lastId;

    /// <summary>The protocol's type numbers, of which a list's header names one.</summary>
    public enum ElementType
    {
        I32 = 5,
        Binary = 8,
        Struct = 12,
    }

    public void WriteI8(int id, sbyte value)
    {
        const int I8 = 3;
        WriteHeader(id, I8);
        WriteByte((byte)value);
    }

    public void WriteI32(int id, int value)
    {
        WriteHeader(id, (int)ElementType.I32);
        WriteZigZag(value);
    }

    public void WriteI64(int id, long value)
    {
        const int I64 = 6;
        WriteHeader(id, I64);
        WriteZigZag(value);
    }

    /// <summary>A truth value is its field's type: it has no bytes of its own.</summary>
    public void WriteBool(int id, bool value) => WriteHeader(id, value ? 1 : 2);

    public void WriteText(int id, string value) => WriteBytes(id, Encoding.UTF8.GetBytes(value));

    public void WriteBytes(int id, ReadOnlySpan<byte> value)
    {
        WriteHeader(id, (int)ElementType.Binary);
        WriteElement(value);
    }

    /// <summary>Opens a struct that is a field; <see cref="EndStruct"/> closes it.</summary>
    public void BeginStruct(int id)
    {
        WriteHeader(id, (int)ElementType.Struct);
        BeginStruct();
    }

    /// <summary>Opens a struct that is a list's element, or the outermost one.</summary>
    public void BeginStruct()
    {
        _outerIds.Push(_lastId);
        _lastId = 0;
    }

    public void EndStruct()
    {
        WriteByte(0);
        _lastId = _outerIds.Pop();
    }

    /// <summary>Announces a list; exactly <paramref name="count"/> elements must follow.</summary>
    public void BeginList(int id, ElementType type, int count)
    {
        const int List = 9;
        const int LongForm = 15;
        WriteHeader(id, List);
        if (count < LongForm)
        {
            WriteByte((byte)((count << 4) | (int)type));
        }
        else
        {
            WriteByte((byte)((LongForm << 4) | (int)type));
            output.WriteVarint((ulong)count);
        }
    }

    public void WriteElement(int value) => WriteZigZag(value);

    public void WriteElement(string value) => WriteElement(Encoding.UTF8.GetBytes(value));

    private void WriteElement(ReadOnlySpan<byte> value)
    {
        output.WriteVarint((ulong)value.Length);
        output.Write(value);
    }

    /// <summary>No struct of Parquet's leaves out more than the fourteen ids that the short form can skip.</summary>
    private void WriteHeader(int id, int type)
    {
        WriteByte((byte)(((id - _lastId) << 4) | type));
        _lastId = id;
    }

    private void WriteZigZag(long value) => output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));

    private void WriteByte(byte value) => output.Write([value]);
}
