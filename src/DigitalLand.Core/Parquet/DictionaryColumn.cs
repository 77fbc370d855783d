using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// A column whose values repeat: each distinct value once, then its number for every row. Cheapest where a value equals the one before.
/// </summary>
public sealed class DictionaryColumn<T, TEncoding>(string name, Snappy snappy, TEncoding encoding = default) : ColumnChunk(name, TEncoding.Type, snappy)
    where T : notnull
    where TEncoding : struct, IPlainEncoding<T>
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly ArrayBufferWriter<byte> _values = new();
    private readonly RunLengthEncoding _rows = new();
    private T? _last;
    private int _lastNumber;
    private int _count;

    public override PageEncoding Encoding => PageEncoding.RleDictionary;

    public override int Size => _values.WrittenCount;

    public void Add(T value)
    {
        if (_count > 0 && IsLast(value))
        {
            _count++;
            _rows.Repeat();
        }
        else
        {
            AddOther(value);
        }

        EndValue();
    }

    /// <summary>A text that is the very same as the one before is seen without reading it.</summary>
    private bool IsLast(T value) => typeof(T) == typeof(string) ? ReferenceEquals(value, _last) : EqualityComparer<T>.Default.Equals(value, _last);

    private void AddOther(T value)
    {
        if (_count++ == 0 || !EqualityComparer<T>.Default.Equals(value, _last))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
            if (!known)
            {
                number = _numbers.Count - 1;
                encoding.Write(_values, value);
            }

            _last = value;
            _lastNumber = number;
        }

        _rows.Add(_lastNumber);
    }

    public override void Reset()
    {
        base.Reset();
        _numbers.Clear();
        _values.ResetWrittenCount();
        _count = 0;
    }

    protected override void FinishPages()
    {
        WriteDictionaryPage(_values.WrittenSpan, _numbers.Count);
        // One value needs no bits at all, but not every reader has thought of that.
        var bitWidth = Math.Max(1, BitOperations.Log2((uint)Math.Max(0, _numbers.Count - 1)) + 1);
        Page.Write([(byte)bitWidth]);
        _rows.WriteTo(Page, bitWidth);
        WriteDataPage();
    }

    protected override (byte[]? Least, byte[]? Greatest) Range() =>
        TEncoding.HasRange && _count > 0 ? (encoding.ToBytes(_numbers.Keys.Min()!), encoding.ToBytes(_numbers.Keys.Max()!)) : default;
}
