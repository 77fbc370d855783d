using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Progress;
using DigitalLand.Transform.Formats.Charset;

namespace DigitalLand.Transform.Formats;

/// <summary>
/// Finds the encoding of a text file from its bytes, as the reference's charset-normalizer (3.4) does with <c>from_path(path).best()</c>. ASCII, UTF-8 and
/// byte order marks are decided exactly, over the whole file, in one pass and little memory. Other encodings are judged by samples: by how messy the decoded text looks
/// and how like a language it is. So a file of Windows-1252 is often taken for <c>cp1250</c>: the two agree on most letters, and it is tried first.
/// </summary>
public static class CharsetDetector
{
    /// <returns>Null for an empty file, and where no encoding makes sense of the bytes.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DetectedCharset? Detect(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Detect(file);
    }

    /// <param name="content">Must be seekable; its position is not kept.</param>
    /// <returns>Null for no content, and where no encoding makes sense of the bytes.</returns>
    public static DetectedCharset? Detect(Stream content)
    {
        if (content.Length == 0)
        {
            return null;
        }

        using var waiting = WorkMeter.WaitFor("the encoding to be found");
        var bytes = new Content(content);
        if (WideSignature.Find(bytes) is { } unreadable)
        {
            return unreadable;
        }

        return new CharsetSearch(bytes).Run() is { } match ? Describe(match) : null;
    }

    /// <summary>The encoding that somebody who knows the file has named, as a Python codec: <c>cp1252</c>, <c>utf-8</c>, <c>ISO8859_1</c>...</summary>
    /// <exception cref="RunFailedException">There is no such encoding.</exception>
    public static DetectedCharset Named(string name) =>
        DeclaredEncoding.CodecOf(name) is { } codecName && Codecs.Find(codecName) is { } codec
            ? new(codec.Name, HasSignature: false, codec.Encoding)
            : throw new RunFailedException($"There is no encoding '{name}'. Name a Python codec, such as cp1252, latin_1 or utf_8.");

    private static DetectedCharset Describe(CharsetMatch match)
    {
        if (!match.HasSignature)
        {
            return new(match.Codec.Name, HasSignature: false, match.Codec.Encoding);
        }

        var reader = match.Codec == Codecs.Utf8 ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true) : null;
        return new($"{match.Codec.Name}-sig", HasSignature: true, reader);
    }
}
