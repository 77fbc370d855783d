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

    // Texts by number, and the number that came after each of them last time: fields follow one another in the same order entry after entry.
    private (T Value, int Next)[] _known = [];

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
        if (typeof(T) == typeof(string) && _hasLast && _known[_lastNumber].Next is var next && ReferenceEquals(_known[next].Value, value))
        {
            (_last, _lastNumber) = (value, next);
        }
        else if (!_hasLast || !EqualityComparer<T>.Default.Equals(value, _last))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out var known);
            if (!known)
            {
                number = _numbers.Count - 1;
                encoding.Write(Values, value);
            }

            Follow(value, number);
            _last = value;
            _lastNumber = number;
            _hasLast = true;
        }

        AddNumber(_lastNumber);
    }

    private void Follow(T value, int number)
    {
        if (typeof(T) != typeof(string))
        {
            return;
        }

        if (number >= _known.Length)
        {
            Array.Resize(ref _known, Math.Max(64, number * 2));
        }

        _known[number].Value = value;
        if (_hasLast)
        {
            _known[_lastNumber].Next = number;
        }
    }

    public override void Reset()
    {
        base.Reset();
        _numbers.Clear();
        Array.Clear(_known);
        _hasLast = false;
    }

    protected override (byte[]? Least, byte[]? Greatest) Range() =>
        TEncoding.HasRange && _hasLast ? (encoding.ToBytes(_numbers.Keys.Min()!), encoding.ToBytes(_numbers.Keys.Max()!)) : default;
}
