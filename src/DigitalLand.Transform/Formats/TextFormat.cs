using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Formats;

/// <summary>Text: its first ten characters say whether it is a web page, XML, JSON, or else CSV.</summary>
internal static class TextFormat
{
    private const int Shown = 10;

    /// <summary>The text as a table, or null where its encoding cannot be told.</summary>
    /// <param name="encoding">The encoding that somebody has named; blank to find it out.</param>
    /// <exception cref="ConversionFailedException">It is a web page, or broken.</exception>
    public static CsvReader? TryOpen(string path, string encoding, TemporaryFolder folder, DatasetResourceLog log, CancellationToken cancel)
    {
        var found = encoding.Length > 0 ? CharsetDetector.Named(encoding) : CharsetDetector.Detect(path);
        if (found is not { } charset)
        {
            return null;
        }

        if (charset.Encoding is null)
        {
            throw new ConversionFailedException($"{path} is text in {charset.Name}, which is not read; it has to be UTF-8");
        }

        var start = Start(path, charset);
        var suffix = $";charset={charset.Name}";
        if (start.StartsWith("<!doctype ", StringComparison.Ordinal))
        {
            log.MimeType = "text/html" + suffix;
            throw new ConversionFailedException($"{path} is a web page, not data");
        }

        if (start.StartsWith("<?xml ", StringComparison.Ordinal) || start.StartsWith("<wfs:", StringComparison.Ordinal))
        {
            log.MimeType = "application/xml" + suffix;
            return Ogr2Ogr.Open(path, folder, cancel);
        }

        if (start.StartsWith('{') || start.StartsWith("[{", StringComparison.Ordinal))
        {
            log.MimeType = "application/json" + suffix;
            return JsonFormat.Open(path, charset, folder, cancel);
        }

        log.MimeType = "text/csv" + suffix;
        return new CsvReader(Reader(path, charset), dropNul: true);
    }

    public static StreamReader Reader(string path, DetectedCharset charset) =>
        new(path, charset.Encoding!, detectEncodingFromByteOrderMarks: charset.HasSignature, bufferSize: 64 * 1024);

    private static string Start(string path, DetectedCharset charset)
    {
        using var reader = Reader(path, charset);
        var start = new char[Shown];
        try
        {
            return new string(start, 0, reader.ReadBlock(start)).ToLowerInvariant();
        }
        catch (System.Text.DecoderFallbackException error)
        {
            throw new ConversionFailedException($"{path} was taken for {charset.Name}, but {error.Describe()}", error);
        }
    }
}
