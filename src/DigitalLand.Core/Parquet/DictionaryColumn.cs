using System.Runtime.InteropServices;

namespace DigitalLand.Core.Parquet;

/// <summary>A column of repeating values of any type. Cheapest where a value equals the one before.</summary>
public sealed class DictionaryColumn<T, TEncoding>(string name, Snappy snappy, TEncoding encoding = default) : DictionaryChunk(name, TEncoding.Type, snappy)
    where T : notnull
    where TEncoding : struct, IPlainEncoding<T>
{
    private readonly Dictionary<T, int> _numbers = [];
    private T? _last;
    private int _lastNumber;
    private bool _hasLast;

    protected override int DistinctCount => _numbers.Count;

    public void Add(T value)
    {
        if (_hasLast && IsLast(value))
        {
            RepeatNumber();
        }
        else
        {
            AddOther(value);
        }
    }

    /// <summary>A text that is the very same as the one before is seen without reading it.</summary>
    private bool IsLast(T value) => typeof(T) == typeof(string) ? ReferenceEquals(value, _last) : EqualityComparer<T>.Default.Equals(value, _last);

    private void AddOther(T value)
    {
        if (!_hasLast || !EqualityComparer<T>.Default.Equals(value, _last))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
            if (!known)
            {
                number = _numbers.Count - 1;
                encoding.Write(Values, value);
            }

            _last = value;
            _lastNumber = number;
            _hasLast = true;
        }

        AddNumber(_lastNumber);
    }

    public override void Reset()
    {
        base.Reset();
        _numbers.Clear();
        _hasLast = false;
    }

    protected override (byte[]? Least, byte[]? Greatest) Range() =>
        TEncoding.HasRange && _hasLast ? (encoding.ToBytes(_numbers.Keys.Min()!), encoding.ToBytes(_numbers.Keys.Max()!)) : default;
}
