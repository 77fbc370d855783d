using System.Buffers;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>Takes WKT apart into words, numbers and punctuation; a copy of it is a place to go back to.</summary>
internal ref struct WktScanner(ReadOnlySpan<byte> text)
{
    private static readonly SearchValues<byte> EndsNumber = SearchValues.Create(" ,()\t\r\n"u8);

    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The word that comes next; empty where there is none.</summary>
    public ReadOnlySpan<byte> Word()
    {
        SkipSpace();
        var length = 0;
        while (length < _rest.Length && char.IsAsciiLetter((char)_rest[length]))
        {
            length++;
        }

        var word = _rest[..length];
        _rest = _rest[length..];
        return word;
    }

    /// <summary>Takes an opening bracket, with the dimensions (Z, M, ZM) that may stand before it; false, for EMPTY too, where there is none.</summary>
    public bool Open() => Word() is var word && (word.IsEmpty || word.SequenceEqual("Z"u8) || word.SequenceEqual("M"u8) || word.SequenceEqual("ZM"u8)) && Take((byte)'(');

    /// <summary>Takes a character of punctuation if it comes next.</summary>
    public bool Take(byte punctuation)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != punctuation)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes a finite decimal number if one comes next.</summary>
    public bool Number(out Coordinate number)
    {
        SkipSpace();
        var length = _rest.IndexOfAny(EndsNumber);
        length = length < 0 ? _rest.Length : length;
        if (!Coordinate.TryParse(_rest[..length], out number))
        {
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    public bool AtEnd()
    {
        SkipSpace();
        return _rest.IsEmpty;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t\r\n"u8);
}
