namespace DigitalLand.Transform.Formats.Charset;

/// <summary>Letters that change between upper and lower case time and again within a word that is not all ASCII.</summary>
internal sealed class CaseGauge : IMessGauge
{
    private const int LongestWord = 64;
    private int _characters;
    private int _changes;
    private int _changesInWord;
    private int _wordLength;
    private bool _lastChanged;
    private bool _isAscii = true;
    private CharacterTraits? _last;

    public double Ratio => _characters == 0 ? 0 : (double)_changes / _characters;

    public void Feed(CharacterTraits character)
    {
        if (!(character.IsLetter && character.IsLower != character.IsUpper) && _wordLength > 0)
        {
            EndWord(character);
            return;
        }

        _isAscii &= character.IsAscii;
        if (_last is not null)
        {
            var changed = (character.IsUpper && _last.IsLower) || (character.IsLower && _last.IsUpper);
            _changesInWord += changed && _lastChanged ? 2 : 0;
            _lastChanged = changed && !_lastChanged;
        }

        _characters++;
        _wordLength++;
        _last = character;
    }

    private void EndWord(CharacterTraits separator)
    {
        if (_wordLength <= LongestWord && !separator.IsDigit && !_isAscii)
        {
            _changes += _changesInWord;
        }

        _changesInWord = 0;
        _wordLength = 0;
        _last = null;
        _lastChanged = false;
        _characters++;
        _isAscii = true;
    }
}
