namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// What a decoded text is compared by. Of code pages with a byte a character it is enough to know what each byte that occurs stands for; so is it of
/// any encoding in which the content is ASCII.
/// </summary>
internal readonly record struct TextIdentity(string Text, bool IsAlphabet);

/// <summary>An encoding that fits a file, with how well.</summary>
internal sealed class CharsetMatch
{
    private const double SameMess = 0.005;
    private const double SameCoherence = 0.02;

    public required Codec Codec { get; init; }

    public required double Mess { get; init; }

    /// <summary>Best first. Worked out only when two matches are as messy: most searches end before.</summary>
    public required Lazy<IReadOnlyList<LanguageFit>> Languages { get; init; }

    public required TextIdentity Text { get; init; }

    /// <summary>The share of bytes that only continue a character.</summary>
    public required Lazy<double> MultiByteUsage { get; init; }

    public bool HasSignature { get; init; }

    public double Coherence => Languages.Value is [var best, ..] ? best.Ratio : 0;

    /// <summary>
    /// The less messy is the better; between two that are about as messy the more like a language; between two that are alike in this as well the one
    /// that used more multi-byte characters, or for files too big to decode the less messy after all. Not transitive.
    /// </summary>
    public bool IsBetterThan(CharsetMatch other, bool isBig)
    {
        if (Math.Abs(Mess - other.Mess) >= SameMess)
        {
            return Mess < other.Mess;
        }

        if (Math.Abs(Coherence - other.Coherence) > SameCoherence)
        {
            return Coherence > other.Coherence;
        }

        return isBig ? Mess < other.Mess : MultiByteUsage.Value > other.MultiByteUsage.Value;
    }
}
