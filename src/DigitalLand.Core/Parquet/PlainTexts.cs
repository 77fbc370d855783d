using System.Buffers.Binary;

namespace DigitalLand.Core.Parquet;

/// <summary>The texts of plain encoding one after the other.</summary>
public ref struct PlainTexts(ReadOnlySpan<byte> values)
{
    private ReadOnlySpan<byte> _left = values;

    /// <summary>The next text as UTF-8.</summary>
    /// <exception cref="InvalidDataException">There is none, or it ends too early.</exception>
    public ReadOnlySpan<byte> Next()
    {
        if (_left.Length < sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(_left) is var length && length > (uint)(_left.Length - sizeof(int)))
        {
            throw new InvalidDataException("the texts of a page end too early");
        }

        var text = _left.Slice(sizeof(int), (int)length);
        _left = _left[(sizeof(int) + text.Length)..];
        return text;
    }
}
