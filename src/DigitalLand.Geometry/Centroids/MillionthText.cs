namespace DigitalLand.Geometry.Centroids;

/// <summary>Reads WKT whose numbers have at most six decimals, as whole millionths. Any other character is refused.</summary>
internal ref struct MillionthText(ReadOnlySpan<byte> wkt)
{
    private const int MostDigits = 9;
    private const int Decimals = 6;

    private static readonly int[] PowersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private readonly ReadOnlySpan<byte> _text = wkt;
    private int _position;

    public bool IsAtEnd
    {
        get
        {
            SkipSpace();
            return _position == _text.Length;
        }
    }

    public bool TrySkip(ReadOnlySpan<byte> word)
    {
        SkipSpace();
        if (!_text[_position..].StartsWith(word))
        {
            return false;
        }

        _position += word.Length;
        return true;
    }

    public bool TrySkip(byte character)
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    public bool TryRead(out long millionths)
    {
        SkipSpace();
        var text = _text;
        var at = _position;
        var isNegative = at < text.Length && text[at] == '-';
        at += isNegative ? 1 : 0;
        var first = at;
        millionths = 0;
        uint digit;
        for (; at < text.Length && (digit = (uint)(text[at] - '0')) <= 9; at++)
        {
            millionths = (millionths * 10) + digit;
        }

        var digits = at - first;
        var decimals = 0;
        if (at < text.Length && text[at] == '.')
        {
            first = ++at;
            for (; at < text.Length && (digit = (uint)(text[at] - '0')) <= 9; at++)
            {
                millionths = (millionths * 10) + digit;
            }

            decimals = at - first;
        }

        if (digits is 0 or > MostDigits || decimals > Decimals || at == text.Length || text[at] is not ((byte)' ' or (byte)',' or (byte)')'))
        {
            return false;
        }

        millionths *= PowersOfTen[Decimals - decimals];
        millionths = isNegative ? -millionths : millionths;
        _position = at;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }
}
