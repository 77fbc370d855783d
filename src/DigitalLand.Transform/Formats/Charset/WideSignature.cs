namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// UTF-16 and UTF-32 with a byte order mark. They are recognised, but named <c>utf_16-sig</c> and <c>utf_32-sig</c>, which no codec is called:
/// the reference cannot read such files, and its callers expect the failure.
/// </summary>
internal static class WideSignature
{
    private const int SampleSize = 512;

    public static DetectedCharset? Find(Content content)
    {
        var signature = Signature.Of(content.Start);
        if (signature.Codec is not ("utf_16" or "utf_32"))
        {
            return null;
        }

        var isBigEndian = content.Start[0] is 0xfe or 0x00;
        var codec = Codecs.Find($"{signature.Codec}_{(isBigEndian ? "be" : "le")}");
        var sample = content.Start.AsSpan(signature.Length, Math.Min(SampleSize, content.Start.Length - signature.Length));
        return codec?.TryDecode(content.All.AsSpan(signature.Length)) is not null
            && MessDetector.Measure(codec.DecodeLeniently(sample)) < MessDetector.TooMessy
            ? new($"{signature.Codec}-sig", HasSignature: true, Encoding: null)
            : null;
    }
}
