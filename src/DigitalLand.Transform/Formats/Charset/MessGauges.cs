namespace DigitalLand.Transform.Formats.Charset;

/// <summary>One way in which text decoded with the wrong encoding looks wrong; sees every character of a sample in turn.</summary>
internal interface IMessGauge
{
    void Feed(CharacterTraits character);

    /// <summary>From 0, nothing wrong; not bounded above.</summary>
    double Ratio { get; }
}

/// <summary>More than three characters in ten are symbols, which count twice, or punctuation.</summary>
internal sealed class SymbolGauge : IMessGauge
{
    private int _characters;
    private int _suspects;
    private int _last = -1;

    public double Ratio => _characters > 0 && (double)_suspects / _characters is >= 0.3 and var ratio ? ratio : 0;

    public void Feed(CharacterTraits character)
    {
        if (!character.IsPrintable)
        {
            return;
        }

        _characters++;
        if (character.CodePoint != _last && !character.IsCommonDelimiter)
        {
            var isPicture = character.Block is { IsEmoticons: true } or { IsPictographs: true };
            _suspects += character.IsPunctuation ? 1 : !character.IsDigit && character.IsSymbol && !isPicture ? 2 : 0;
        }

        _last = character.CodePoint;
    }
}

/// <summary>More than a third of the letters have accents.</summary>
internal sealed class AccentGauge : IMessGauge
{
    private int _letters;
    private int _accents;

    public double Ratio => _letters >= 8 && (double)_accents / _letters is >= 0.35 and var ratio ? ratio : 0;

    public void Feed(CharacterTraits character)
    {
        _letters += character.IsLetter ? 1 : 0;
        _accents += character.IsLetter && character.IsAccentuated ? 1 : 0;
    }
}

/// <summary>Control characters and the like, each as bad as eight.</summary>
internal sealed class UnprintableGauge : IMessGauge
{
    private const int Substitute = 0x1a;
    private const int ByteOrderMark = 0xfeff;
    private int _characters;
    private int _unprintable;

    public double Ratio => _characters == 0 ? 0 : _unprintable * 8.0 / _characters;

    public void Feed(CharacterTraits character)
    {
        _characters++;
        _unprintable += character is { IsSpace: false, IsPrintable: false, CodePoint: not (Substitute or ByteOrderMark) } ? 1 : 0;
    }
}

/// <summary>Two accents side by side on the same letter, or on two capitals.</summary>
internal sealed class RepeatedAccentGauge : IMessGauge
{
    private int _letters;
    private int _repeated;
    private CharacterTraits? _last;

    public double Ratio => _letters == 0 ? 0 : _repeated * 2.0 / _letters;

    public void Feed(CharacterTraits character)
    {
        if (!character.IsLetter || !character.IsLatin)
        {
            return;
        }

        _letters++;
        if (_last is { IsAccentuated: true } && character.IsAccentuated)
        {
            _repeated += character.IsUpper && _last.IsUpper ? 1 : 0;
            _repeated += character.WithoutAccent == _last.WithoutAccent ? 1 : 0;
        }

        _last = character;
    }
}

/// <summary>Characters of unrelated scripts side by side.</summary>
internal sealed class ScriptMixGauge : IMessGauge
{
    private int _characters;
    private int _suspicious;
    private CharacterTraits? _last;

    public double Ratio => _characters <= 13 ? 0 : _suspicious * 2.0 / _characters;

    public void Feed(CharacterTraits character)
    {
        if (!character.IsPrintable)
        {
            return;
        }

        _characters++;
        if (character.IsSpace || character.IsPunctuation || character.IsCommonDelimiter)
        {
            _last = null;
            return;
        }

        _suspicious += _last is not null && UnicodeBlocks.AreSuspiciousTogether(_last.Block, character.Block) ? 1 : 0;
        _last = character;
    }
}

/// <summary>Chinese characters that are not in common use: a sign of text that was never Chinese.</summary>
internal sealed class RareCjkGauge : IMessGauge
{
    private int _characters;
    private int _rare;

    public double Ratio => _characters >= 8 && (double)_rare / _characters is > 0.5 and var rare ? rare / 10 : 0;

    public void Feed(CharacterTraits character)
    {
        if (character.IsCjk)
        {
            _characters++;
            _rare += CommonCjk.Contains(character.CodePoint) ? 0 : 1;
        }
    }
}

/// <summary>Arabic letters in the forms that stand alone, which only presentation code pages produce.</summary>
internal sealed class IsolatedArabicGauge : IMessGauge
{
    private int _characters;
    private int _isolated;

    public double Ratio => _characters < 8 ? 0 : (double)_isolated / _characters;

    public void Feed(CharacterTraits character)
    {
        _characters += character.IsArabic ? 1 : 0;
        _isolated += character.IsArabicIsolatedForm ? 1 : 0;
    }
}
