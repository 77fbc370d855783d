using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>How like a language a text is, from 0 to 1.</summary>
internal readonly record struct LanguageFit(string Language, double Ratio);

/// <summary>
/// Finds the languages that a text may be in, by the order of its commonest letters, script by script, as charset-normalizer's <c>coherence_ratio</c> does.
/// </summary>
internal static class CoherenceDetector
{
    private const int FewestLetters = 33;
    private const double LeastFit = 0.1;
    private const double GoodFit = 0.8;
    private const int EnoughGoodFits = 3;

    /// <param name="text">A sample.</param>
    /// <param name="targets">The languages that the encoding is for; empty for any.</param>
    public static List<LanguageFit> Measure(string text, IReadOnlyList<string> targets)
    {
        var latinOnly = targets.Contains(Language.LatinBased);
        var named = targets.Where(target => target != Language.LatinBased).Select(Language.Find).OfType<Language>().ToList();
        var fits = new List<LanguageFit>();
        var goodFits = 0;
        foreach (var layer in SplitByScript(text).Where(layer => layer.Count >= FewestLetters))
        {
            var ordered = layer.GroupBy(letter => letter).OrderByDescending(group => group.Count()).Select(group => group.Key).ToList();
            var ranks = ordered.Select((letter, rank) => (letter, rank)).ToDictionary(pair => pair.letter, pair => pair.rank);
            foreach (var language in named.Count > 0 ? named : LanguagesOf(ranks, latinOnly))
            {
                var ratio = language.Fit(ordered, ranks);
                if (ratio < LeastFit)
                {
                    continue;
                }

                goodFits += ratio >= GoodFit ? 1 : 0;
                fits.Add(new(language.Name, Math.Round(ratio, 4)));
                if (goodFits >= EnoughGoodFits)
                {
                    break;
                }
            }
        }

        return [.. WithoutVariants(fits).OrderByDescending(fit => fit.Ratio)];
    }

    /// <summary>The mean of each language over the samples, best first.</summary>
    public static List<LanguageFit> Merge(IEnumerable<List<LanguageFit>> samples) =>
    [
        .. samples.SelectMany(fits => fits)
            .GroupBy(fit => fit.Language)
            .Select(fits => new LanguageFit(fits.Key, Math.Round(fits.Average(fit => fit.Ratio), 4)))
            .OrderByDescending(fit => fit.Ratio),
    ];

    /// <summary>The letters, in lower case, of each script; scripts that go together are one.</summary>
    private static List<List<int>> SplitByScript(string text)
    {
        var layers = new List<(UnicodeBlock Block, List<int> Letters)>();
        UnicodeBlock? lastBlock = null;
        List<int>? last = null;
        foreach (var rune in text.EnumerateRunes())
        {
            var character = CharacterTraits.Of(rune);
            if (!character.IsLetter || character.Block is not { } block)
            {
                continue;
            }

            if (block != lastBlock || last is null)
            {
                last = layers.Find(layer => !UnicodeBlocks.AreSuspiciousTogether(layer.Block, block)).Letters;
                if (last is null)
                {
                    last = [];
                    layers.Add((block, last));
                }

                lastBlock = block;
            }

            last.Add(Rune.ToLowerInvariant(rune).Value);
        }

        return [.. layers.Select(layer => layer.Letters)];
    }

    private static IEnumerable<Language> LanguagesOf(Dictionary<int, int> ranks, bool latinOnly)
    {
        var hasAccents = ranks.Keys.Any(letter => CharacterTraits.Of(new Rune(letter)).IsAccentuated);
        return Language.All
            .Where(language => (language.IsLatin || !latinOnly) && (language.HasAccents || !hasAccents))
            .Select(language => (language, share: language.ShareOf(ranks)))
            .Where(pair => pair.share >= 0.2)
            .OrderByDescending(pair => pair.share)
            .Select(pair => pair.language);
    }

    /// <summary>Of several orders of letters for one language, the one that fits best counts.</summary>
    private static IEnumerable<LanguageFit> WithoutVariants(List<LanguageFit> fits)
    {
        var byLanguage = fits.GroupBy(fit => fit.Language.TrimEnd('—')).ToList();
        return byLanguage.Exists(group => group.Count() > 1)
            ? byLanguage.Select(group => new LanguageFit(group.Key, group.Max(fit => fit.Ratio)))
            : fits;
    }
}
