using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// A language known by the order of its commonest letters. A name that ends in a dash is another order of the same language.
/// </summary>
internal sealed class Language
{
    /// <summary>Stands for every language written in Latin letters.</summary>
    public const string LatinBased = "Latin Based";

    private const int LettersOfLatin = 26;

    public static readonly IReadOnlyList<Language> All = [.. CharsetData.Rows("letter-frequencies").Select(row => new Language(row[0], row[1]))];

    private readonly Dictionary<int, int> _ranks = [];

    private Language(string name, string letters)
    {
        Name = name;
        foreach (var rune in letters.EnumerateRunes())
        {
            _ranks.Add(rune.Value, _ranks.Count);
        }

        var traits = letters.EnumerateRunes().Select(CharacterTraits.Of).ToList();
        HasAccents = traits.Exists(letter => letter.IsAccentuated);
        IsLatin = traits.TrueForAll(letter => letter.IsLatin);
        Blocks = [.. traits.Select(letter => letter.Block?.Name ?? "").Distinct()];
    }

    public string Name { get; }

    public bool HasAccents { get; }

    public bool IsLatin { get; }

    /// <summary>Names of the Unicode blocks of its letters.</summary>
    public HashSet<string> Blocks { get; }

    public static Language? Find(string name) => All.FirstOrDefault(language => language.Name == name);

    /// <summary>Those of the language's letters that occur, from 0 to 1.</summary>
    public double ShareOf(Dictionary<int, int> ranks) => (double)_ranks.Keys.Count(ranks.ContainsKey) / _ranks.Count;

    /// <summary>
    /// How well the order of letters in a text fits the language's order, from 0 to 1. Generous: a letter fits where it stands near its place, or
    /// where two in five of the letters that should stand before it, or behind it, do.
    /// </summary>
    /// <param name="ordered">The text's letters, the commonest first.</param>
    /// <param name="ranks">The place of each of them.</param>
    public double Fit(List<int> ordered, Dictionary<int, int> ranks)
    {
        var common = _ranks.Where(letter => ranks.ContainsKey(letter.Key)).Select(letter => (letter.Value, ranks[letter.Key])).ToArray();
        var fitting = 0;
        for (var rank = 0; rank < ordered.Count; rank++)
        {
            if (_ranks.TryGetValue(ordered[rank], out var expected) && Fits(rank, expected, ordered.Count, common))
            {
                fitting++;
            }
        }

        return (double)fitting / ordered.Count;
    }

    private bool Fits(int rank, int expected, int textLetters, (int Expected, int Actual)[] common)
    {
        var distance = Math.Abs((int)(rank * ((double)_ranks.Count / textLetters)) - expected);
        if (_ranks.Count > LettersOfLatin)
        {
            if (distance < _ranks.Count / 3.0)
            {
                return true;
            }
        }
        else if (distance > 4)
        {
            return false;
        }

        var before = common.Count(letter => letter.Expected < expected && letter.Actual < rank);
        var behind = common.Count(letter => letter.Expected >= expected && letter.Actual >= rank);
        return (expected == 0 && before <= 4)
            || (expected > 0 && before / (double)expected >= 0.4)
            || behind / (double)(_ranks.Count - expected) >= 0.4;
    }
}
