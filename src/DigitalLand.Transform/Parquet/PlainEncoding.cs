using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DigitalLand.Transform.Parquet;

/// <summary>How values of one type are written one after another (PLAIN in Encodings.md of apache/parquet-format).</summary>
internal interface IPlainEncoding<T>
{
    static abstract ParquetType Type { get; }

    /// <summary>Whether the least and the greatest value are worth telling: readers skip row groups by them.</summary>
    static abstract bool HasRange { get; }

    static abstract void Write(IBufferWriter<byte> output, T value);
}

/// <summary>Text: its length in bytes, then UTF-8.</summary>
internal readonly struct TextEncoding : IPlainEncoding<string>
{
    public static ParquetType Type => ParquetType.Text;

    public static bool HasRange => false;

    public static void Write(IBufferWriter<byte> output, string value)
    {
        var target = output.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        output.Advance(sizeof(int) + length);
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        var target = output.GetSpan(sizeof(int) + utf8.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, utf8.Length);
        utf8.CopyTo(target[sizeof(int)..]);
        output.Advance(sizeof(int) + utf8.Length);
    }
}

/// <summary>A number as decimal text.</summary>
internal readonly struct DecimalTextEncoding : IPlainEncoding<int>
{
    public static ParquetType Type => ParquetType.Text;

    public static bool HasRange => false;

    public static void Write(IBufferWriter<byte> output, int value)
    {
        const int MaxDigits = 11;
        var target = output.GetSpan(sizeof(int) + MaxDigits);
        value.TryFormat(target[sizeof(int)..], out var length);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        output.Advance(sizeof(int) + length);
    }
}

internal readonly struct Int64Encoding : IPlainEncoding<long>
{
    public static ParquetType Type => ParquetType.Int64;

    public static bool HasRange => true;

    public static void Write(IBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }
}

internal readonly struct UInt32Encoding : IPlainEncoding<uint>
{
    public static ParquetType Type => ParquetType.UInt32;

    public static bool HasRange => true;

    public static void Write(IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }
}
