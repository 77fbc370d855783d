using DigitalLand.Core.Parquet;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// A column of pooled texts, written from the pool's bytes. A text's number in the dictionary is found by its number in the pool, without
/// a look-up by value: texts that are kept have small numbers, those that are numbers themselves go the slower way.
/// </summary>
internal sealed class PooledTextColumn(string name, Snappy snappy, TextPool texts) : DictionaryChunk(name, ParquetType.Text, snappy)
{
    private readonly Dictionary<int, int> _numbersOfNumerals = [];

    /// <summary>For each kept text its number + <see cref="_base"/>; what is smaller is of an earlier row group.</summary>
    private int[] _numbers = [];
    private int _base = 1;
    private int _count;
    private int _last = int.MinValue;

    protected override int DistinctCount => _count;

    public void Add(int text)
    {
        if (text == _last)
        {
            RepeatNumber();
            return;
        }

        _last = text;
        AddNumber(text >= 0 ? NumberOfKept(text) : NumberOfNumeral(text));
    }

    public override void Reset()
    {
        base.Reset();
        _numbersOfNumerals.Clear();
        _base += _count;
        if (_base > int.MaxValue / 2)
        {
            Array.Clear(_numbers);
            _base = 1;
        }

        _count = 0;
        _last = int.MinValue;
    }

    private int NumberOfKept(int text)
    {
        if (text >= _numbers.Length)
        {
            Array.Resize(ref _numbers, Math.Max(texts.Count, text + 1));
        }

        ref var number = ref _numbers[text];
        if (number < _base)
        {
            number = _base + NewNumber(text);
        }

        return number - _base;
    }

    private int NumberOfNumeral(int text)
    {
        if (!_numbersOfNumerals.TryGetValue(text, out var number))
        {
            _numbersOfNumerals[text] = number = NewNumber(text);
        }

        return number;
    }

    private int NewNumber(int text)
    {
        TextEncoding.Write(Values, texts.Get(text, stackalloc byte[TextPool.MostDigits]));
        return _count++;
    }
}
