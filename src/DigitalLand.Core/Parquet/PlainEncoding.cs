using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DigitalLand.Core.Parquet;

/// <summary>How values of one type are written one after another (PLAIN in Encodings.md of apache/parquet-format).</summary>
public interface IPlainEncoding<T>
{
    static abstract ParquetType Type { get; }

    /// <summary>Whether the least and the greatest value are worth telling: readers skip row groups by them.</summary>
    static abstract bool HasRange { get; }

    void Write(ArrayBufferWriter<byte> output, T value);
}

internal static class PlainEncodings
{
    /// <summary>A value by itself.</summary>
    public static byte[] ToBytes<T, TEncoding>(this TEncoding encoding, T value)
        where TEncoding : struct, IPlainEncoding<T>
    {
        var bytes = new ArrayBufferWriter<byte>();
        encoding.Write(bytes, value);
        return bytes.WrittenSpan.ToArray();
    }
}

/// <summary>Text: its length in bytes, then UTF-8.</summary>
public readonly struct TextEncoding : IPlainEncoding<string>
{
    public static ParquetType Type => ParquetType.Text;

    public static bool HasRange => false;

    public void Write(ArrayBufferWriter<byte> output, string value) => Write(output, value.AsSpan());

    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<char> value)
    {
        var target = output.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        output.Advance(sizeof(int) + length);
    }

    public static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        var target = output.GetSpan(sizeof(int) + utf8.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target, utf8.Length);
        utf8.CopyTo(target[sizeof(int)..]);
        output.Advance(sizeof(int) + utf8.Length);
    }
}

/// <summary>A number as decimal text.</summary>
public readonly struct DecimalTextEncoding : IPlainEncoding<int>
{
    public static ParquetType Type => ParquetType.Text;

    public static bool HasRange => false;

    public void Write(ArrayBufferWriter<byte> output, int value)
    {
        const int MaxDigits = 11;
        var target = output.GetSpan(sizeof(int) + MaxDigits);
        value.TryFormat(target[sizeof(int)..], out var length);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        output.Advance(sizeof(int) + length);
    }
}

public readonly struct Int64Encoding : IPlainEncoding<long>
{
    public static ParquetType Type => ParquetType.Signed64;

    public static bool HasRange => true;

    public void Write(ArrayBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }
}

public readonly struct UInt32Encoding : IPlainEncoding<uint>
{
    public static ParquetType Type => ParquetType.Unsigned32;

    public static bool HasRange => true;

    public void Write(ArrayBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }
}

public readonly struct DoubleEncoding : IPlainEncoding<double>
{
    public static ParquetType Type => ParquetType.Floating64;

    public static bool HasRange => false;

    public void Write(ArrayBufferWriter<byte> output, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }
}

/// <summary>Days since 1 January 1970.</summary>
public readonly struct DateEncoding : IPlainEncoding<int>
{
    public static ParquetType Type => ParquetType.Date;

    public static bool HasRange => true;

    public void Write(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }
}
