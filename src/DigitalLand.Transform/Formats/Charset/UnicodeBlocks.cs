namespace DigitalLand.Transform.Formats.Charset;

/// <summary>A block of the Unicode standard, with what its name says about it, which is what detection goes by.</summary>
internal sealed class UnicodeBlock(int first, int last, string name)
{
    private static readonly string[] SecondaryWords =
    [
        "Supplement", "Extended", "Extensions", "Modifier", "Marks", "Punctuation", "Symbols", "Forms", "Operators", "Miscellaneous",
        "Drawing", "Block", "Shapes", "Supplemental", "Tags",
    ];

    public int First { get; } = first;

    public int Last { get; } = last;

    public string Name { get; } = name;

    public bool IsLatin { get; } = Has(name, "Latin");

    public bool IsBasicLatin { get; } = name == "Basic Latin";

    public bool IsCombining { get; } = Has(name, "Combining");

    public bool IsEmoticons { get; } = Has(name, "Emoticons");

    public bool IsPictographs { get; } = Has(name, "Pictographs");

    public bool IsCjk { get; } = Has(name, "CJK");

    public bool IsHangul { get; } = Has(name, "Hangul");

    public bool IsKana { get; } = name is "Hiragana" or "Katakana";

    public bool IsPunctuation { get; } = Has(name, "Punctuation");

    public bool IsForms { get; } = Has(name, "Forms");

    /// <summary>An addition to some script's main block.</summary>
    public bool IsSecondary { get; } = SecondaryWords.Any(word => Has(name, word));

    /// <summary>The words of the name that tell scripts apart.</summary>
    public string[] ScriptWords => field ??= [.. Words.Except(SecondaryWords)];

    public string[] Words => field ??= Name.Split(' ');

    private static bool Has(string name, string word) => name.Contains(word, StringComparison.Ordinal);
}

/// <summary>Finds the block of a code point.</summary>
internal static class UnicodeBlocks
{
    private static readonly UnicodeBlock[] Blocks =
        [.. CharsetData.Rows("unicode-blocks").Select(row => new UnicodeBlock(CharsetData.Hex(row[0]), CharsetData.Hex(row[1]), row[2]))];

    private static readonly int[] Starts = [.. Blocks.Select(block => block.First)];

    public static UnicodeBlock? Of(int codePoint)
    {
        var found = Array.BinarySearch(Starts, codePoint);
        var block = Blocks[found >= 0 ? found : ~found - 1];
        return codePoint <= block.Last ? block : null;
    }

    /// <summary>Whether characters of the two blocks side by side look like a wrong guess; null is a code point outside every block.</summary>
    public static bool AreSuspiciousTogether(UnicodeBlock? a, UnicodeBlock? b)
    {
        if (a is null || b is null)
        {
            return true;
        }

        if (a == b || (a.IsLatin && b.IsLatin) || a.IsEmoticons || b.IsEmoticons
            || ((a.IsLatin || b.IsLatin) && (a.IsCombining || b.IsCombining))
            || a.ScriptWords.Intersect(b.Words).Any())
        {
            return false;
        }

        return !AreOfEastAsianText(a, b);
    }

    private static bool AreOfEastAsianText(UnicodeBlock a, UnicodeBlock b)
    {
        var hasCjk = a.IsCjk || b.IsCjk;
        var hasBasicLatin = a.IsBasicLatin || b.IsBasicLatin;
        if ((a.IsKana && b.IsKana) || (hasCjk && (a.IsKana || b.IsKana)) || ((a.IsHangul || b.IsHangul) && (hasCjk || hasBasicLatin)))
        {
            return true;
        }

        return hasCjk && (a.IsPunctuation || b.IsPunctuation || a.IsForms || b.IsForms || hasBasicLatin);
    }
}
