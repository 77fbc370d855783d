using System.Buffers;
using System.Numerics;

namespace DigitalLand.Core.Parquet;

/// <summary>A column whose values repeat: each distinct value once, then its number for every row. How numbers are found is the kind's affair.</summary>
public abstract class DictionaryChunk(string name, ParquetType type, Snappy snappy) : ColumnChunk(name, type, snappy)
{
    private readonly RunLengthEncoding _rows = new();

    public override PageEncoding Encoding => PageEncoding.RleDictionary;

    public override int Size => Values.WrittenCount;

    /// <summary>The distinct values in plain encoding, in the order of their numbers.</summary>
    protected ArrayBufferWriter<byte> Values { get; } = new();

    /// <summary>How many distinct values there are.</summary>
    protected abstract int DistinctCount { get; }

    public override void Reset()
    {
        base.Reset();
        Values.ResetWrittenCount();
    }

    /// <summary>Adds a row by its value's number.</summary>
    protected void AddNumber(int number)
    {
        _rows.Add(number);
        EndValue();
    }

    /// <summary>Adds a row with the number of the row before.</summary>
    protected void RepeatNumber()
    {
        _rows.Repeat();
        EndValue();
    }

    protected override void FinishPages()
    {
        WriteDictionaryPage(Values.WrittenSpan, DistinctCount);
        // One value needs no bits at all, but not every reader has thought of that.
        var bitWidth = Math.Max(1, BitOperations.Log2((uint)Math.Max(0, DistinctCount - 1)) + 1);
        Page.Write([(byte)bitWidth]);
        _rows.WriteTo(Page, bitWidth);
        WriteDataPage();
    }
}
