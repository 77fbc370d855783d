using System.Text;

namespace DigitalLand.Core.Text;

/// <summary>Says what a decoder stumbled over, in words of our own: the framework's are left out of a published program.</summary>
public static class UndecodableBytes
{
    /// <summary>For example <c>the bytes C3-28 are no text in its encoding</c>.</summary>
    public static string Describe(this DecoderFallbackException error) => error.BytesUnknown switch
    {
        null or [] => "a character is cut off",
        [var one] => $"the byte {one:X2} is no text in its encoding",
        var bytes => $"the bytes {BitConverter.ToString(bytes)} are no text in its encoding",
    };
}
