using System.Text;

namespace DigitalLand.Transform.Formats;

/// <summary>Says in which encoding a text file is: ASCII and UTF-8, with a signature or without.</summary>
public static class CharsetDetector
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's encoding, or null where it has none of these.</summary>
    public static DetectedCharset? Detect(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == 0 || !System.Text.Unicode.Utf8.IsValid(bytes) ? null
            : bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? new DetectedCharset("utf_8-sig", true, Strict)
            : new DetectedCharset(Ascii.IsValid(bytes) ? "ascii" : "utf_8", false, Strict);
    }
}
