namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// Words that are no words: half accents, a capital with an accent at the end, one East Asian character among letters, a symbol inside, or very long and
/// not of plain Latin letters.
/// </summary>
internal sealed class WordGauge : IMessGauge
{
    private const int ShortestSuspect = 4;
    private const int ShortestOverlong = 24;

    private int _words;
    private int _foreignLongWords;
    private int _characters;
    private int _badCharacters;

    private int _length;
    private int _accents;
    private int _glyphs;
    private int _capitals;
    private bool _isBad;
    private bool _isForeign;
    private bool _endsInAccentedCapital;

    public double Ratio => _words <= 10 && _foreignLongWords == 0 ? 0 : (double)_badCharacters / _characters;

    public void Feed(CharacterTraits character)
    {
        if (character.IsLetter)
        {
            FeedLetter(character);
        }
        else if (_length > 0)
        {
            if (character.IsSpace || character.IsPunctuation || character.IsSeparator)
            {
                EndWord();
            }
            else if (!character.IsDigit && character.IsSymbol && character.CodePoint is not ('<' or '>' or '-' or '=' or '~' or '|' or '_'))
            {
                _isBad = true;
                _length++;
                _endsInAccentedCapital = false;
            }
        }
    }

    private void FeedLetter(CharacterTraits letter)
    {
        _length++;
        _endsInAccentedCapital = letter.IsAccentuated && letter.IsUpper;
        _capitals += letter.IsUpper ? 1 : 0;
        _accents += letter.IsAccentuated ? 1 : 0;
        _glyphs += letter.IsGlyph ? 1 : 0;
        _isForeign |= (!letter.IsLatin || letter.IsAccentuated) && !letter.IsGlyph;
    }

    private void EndWord()
    {
        _words++;
        _characters += _length;
        if (_length >= ShortestSuspect)
        {
            JudgeLetters();
        }

        var isCamelCase = _capitals > 0 && (double)_capitals / _length <= 0.3;
        if (_length >= ShortestOverlong && _isForeign && !isCamelCase)
        {
            _foreignLongWords++;
            _isBad = true;
        }

        _badCharacters += _isBad ? _length : 0;
        _isBad = false;
        _isForeign = false;
        _endsInAccentedCapital = false;
        _length = 0;
        _accents = 0;
        _glyphs = 0;
        _capitals = 0;
    }

    private void JudgeLetters()
    {
        if ((double)_accents / _length >= 0.5)
        {
            _isBad = true;
        }
        else if ((_endsInAccentedCapital && _capitals != _length) || _glyphs == 1)
        {
            _foreignLongWords++;
            _isBad = true;
        }
    }
}
