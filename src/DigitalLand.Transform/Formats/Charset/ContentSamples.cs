namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// Five samples of 512 bytes spread over the content, or the whole where it is short.
/// </summary>
/// <param name="content">The file.</param>
/// <param name="isBig">The file is too big to be decoded as a whole: then a short sample at its end is left out.</param>
internal sealed class ContentSamples(Content content, bool isBig)
{
    private const int Samples = 5;
    private const int SampleSize = 512;
    private const int Overhang = 8;
    private const int LongestMisfit = 16;

    private readonly bool _isShort = content.Length <= Samples * SampleSize;

    private int Size => _isShort ? (int)content.Length : SampleSize;

    /// <summary>How many samples may look bad before the encoding is given up.</summary>
    public const int MostBad = 2;

    /// <param name="codec">Decodes the samples.</param>
    /// <param name="start">Where text begins: behind a signature.</param>
    /// <param name="wholeText">The text of the whole, by which a sample that begins inside a character is known.</param>
    public IEnumerable<string> Decode(Codec codec, int start, string? wholeText)
    {
        for (long offset = start; offset < content.Length; offset += content.Length / (_isShort ? 1 : Samples))
        {
            if ((codec.IsMultiByte || isBig) && offset + Size > content.Length + Overhang)
            {
                continue;
            }

            if (codec.IsMultiByte)
            {
                yield return DecodeAligned(codec, offset, wholeText);
            }
            else if (codec.TryDecode(content.Read(offset, Size)) is { } sample)
            {
                yield return sample;
            }
        }
    }

    /// <summary>A sample that is not in the text began inside a character: begin up to three bytes earlier.</summary>
    private string DecodeAligned(Codec codec, long offset, string? wholeText)
    {
        var sample = codec.DecodeLeniently(content.Read(offset, Size));
        if (offset == 0 || wholeText is null || IsIn(wholeText, sample))
        {
            return sample;
        }

        for (var back = 0; back < 4 && offset >= back; back++)
        {
            sample = codec.DecodeLeniently(content.Read(offset - back, Size + back));
            if (IsIn(wholeText, sample))
            {
                break;
            }
        }

        return sample;
    }

    private static bool IsIn(string text, string sample) =>
        text.AsSpan().Contains(sample.AsSpan(0, Math.Min(sample.Length, LongestMisfit)), StringComparison.Ordinal);
}
