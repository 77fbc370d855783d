using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>What is known of one character, worked out once for all gauges. The sources are Unicode's categories and character names.</summary>
internal sealed class CharacterTraits
{
    private static readonly CharacterTraits[] Ascii = [.. Enumerable.Range(0, 128).Select(codePoint => new CharacterTraits(codePoint))];

    private CharacterTraits(int codePoint)
    {
        CodePoint = codePoint;
        Block = UnicodeBlocks.Of(codePoint);
        var category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        IsSpace = codePoint <= char.MaxValue && PythonText.IsWhiteSpace((char)codePoint);
        IsPrintable = codePoint == ' ' || !(category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
        IsLetter = category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;
        IsUpper = category == UnicodeCategory.UppercaseLetter || codePoint is >= 0x2160 and <= 0x216f or >= 0x24b6 and <= 0x24cf;
        IsLower = category == UnicodeCategory.LowercaseLetter || codePoint is 0xaa or 0xba or >= 0x2b0 and <= 0x2b8 or 0x2c0 or 0x2c1
            or >= 0x2e0 and <= 0x2e4 or 0x37a or 0x2071 or 0x207f or >= 0x2090 and <= 0x209c or >= 0x2170 and <= 0x217f or >= 0x24d0 and <= 0x24e9;
        IsDigit = codePoint <= char.MaxValue
            ? CharUnicodeInfo.GetDigitValue((char)codePoint) >= 0
            : category == UnicodeCategory.DecimalDigitNumber;
        var isNumber = category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
        var isSymbol = category is UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol
            or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol;
        var isPunctuation = category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;
        IsPunctuation = IsPrintable && (isPunctuation || Block is { IsPunctuation: true });
        IsSymbol = IsPrintable
            && (isSymbol || isNumber || (Block is { IsForms: true } && category != UnicodeCategory.OtherLetter));
        IsSeparator = IsSpace || codePoint is '｜' or '+' or '<' or '>'
            || category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.ConnectorPunctuation;
        var names = IsLetter && codePoint >= 128 ? LetterNames.Of(codePoint) : IsLetter ? "L" : "";
        IsLatin = names.Contains('L', StringComparison.Ordinal);
        IsAccentuated = names.Contains('A', StringComparison.Ordinal);
        IsCjk = names.Contains('C', StringComparison.Ordinal);
        IsGlyph = names.Contains('G', StringComparison.Ordinal);
        IsArabic = names.Contains('R', StringComparison.Ordinal);
        IsArabicIsolatedForm = names.Contains('I', StringComparison.Ordinal);
    }

    public int CodePoint { get; }

    public UnicodeBlock? Block { get; }

    public bool IsPrintable { get; }

    public bool IsSpace { get; }

    public bool IsLetter { get; }

    public bool IsUpper { get; }

    public bool IsLower { get; }

    public bool IsDigit { get; }

    public bool IsPunctuation { get; }

    /// <summary>A symbol or a number.</summary>
    public bool IsSymbol { get; }

    public bool IsSeparator { get; }

    public bool IsLatin { get; }

    public bool IsAccentuated { get; }

    public bool IsCjk { get; }

    /// <summary>A letter of a script whose words are short: Chinese, Japanese, Korean, Thai.</summary>
    public bool IsGlyph { get; }

    public bool IsArabic { get; }

    public bool IsArabicIsolatedForm { get; }

    public bool IsAscii => CodePoint < 128;

    /// <summary>A bracket, quote or delimiter that is common in data of any encoding.</summary>
    public bool IsCommonDelimiter => CodePoint is '<' or '>' or '=' or ':' or '/' or '&' or ';' or '{' or '}' or '[' or ']' or ',' or '|' or '"' or '-' or '(' or ')';

    /// <summary>The letter without its accent.</summary>
    public int WithoutAccent => AccentBases.ByLetter.GetValueOrDefault(CodePoint, CodePoint);

    public static CharacterTraits Of(Rune rune) => rune.IsAscii ? Ascii[rune.Value] : new CharacterTraits(rune.Value);

    /// <summary>What the Unicode names of letters tell of accents and scripts. Loaded when the first letter beyond ASCII is seen.</summary>
    private static class LetterNames
    {
        private static readonly (int First, int Last, string Names)[] Ranges =
            [.. CharsetData.Rows("letter-traits").Select(row => (CharsetData.Hex(row[0]), CharsetData.Hex(row[1]), row[2]))];

        public static string Of(int codePoint)
        {
            var low = 0;
            var high = Ranges.Length - 1;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (codePoint < Ranges[middle].First)
                {
                    high = middle - 1;
                }
                else if (codePoint > Ranges[middle].Last)
                {
                    low = middle + 1;
                }
                else
                {
                    return Ranges[middle].Names;
                }
            }

            return "";
        }
    }

    private static class AccentBases
    {
        public static readonly FrozenDictionary<int, int> ByLetter =
            CharsetData.Rows("accent-bases").ToFrozenDictionary(row => CharsetData.Hex(row[0]), row => CharsetData.Hex(row[1]));
    }
}
