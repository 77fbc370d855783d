using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// Measures how messy decoded text looks, from 0 for nothing wrong, as charset-normalizer's <c>mess_ratio</c> does. It gives up on a text as soon as it is
/// past <see cref="TooMessy"/>.
/// </summary>
internal static class MessDetector
{
    public const double TooMessy = 0.2;

    public static double Measure(string text)
    {
        var unprintable = new UnprintableGauge();
        var words = new WordGauge();
        var cases = new CaseGauge();
        IMessGauge[] gauges =
        [
            new SymbolGauge(), new AccentGauge(), unprintable, new RepeatedAccentGauge(), new ScriptMixGauge(),
            words, new RareCjkGauge(), cases, new IsolatedArabicGauge(),
        ];
        var length = LengthInCodePoints(text);
        var step = length < 511 ? 32 : length < 1024 ? 64 : 128;
        var seen = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            Feed(gauges, CharacterTraits.Of(rune));
            if ((++seen % step == 0 || seen == length) && Sum(gauges) is >= TooMessy and var mess)
            {
                return Math.Round(mess, 3);
            }
        }

        // The last word counts as well, although nothing ends it.
        Feed([words, cases, unprintable], CharacterTraits.Of(new Rune('\n')));
        return Math.Round(Sum(gauges), 3);
    }

    public static int LengthInCodePoints(string text)
    {
        var length = text.Length;
        foreach (var unit in text)
        {
            length -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return length;
    }

    private static void Feed(IMessGauge[] gauges, CharacterTraits character)
    {
        foreach (var gauge in gauges)
        {
            gauge.Feed(character);
        }
    }

    private static double Sum(IMessGauge[] gauges)
    {
        var sum = 0.0;
        foreach (var gauge in gauges)
        {
            sum += gauge.Ratio;
        }

        return sum;
    }
}
