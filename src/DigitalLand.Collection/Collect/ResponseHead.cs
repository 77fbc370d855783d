using System.Text;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// The head of an HTTP/1 response as the server sent it. .NET gives the headers that it knows its own letter case, but the log keeps
/// the server's: bytes and content-type of log.csv are found by the exact names. So the names are noted as they pass by, in one more header.
/// </summary>
internal static class ResponseHead
{
    /// <summary>Name of the header that carries the names as received, separated by commas.</summary>
    public const string NamesHeader = "x-header-names-as-received";

    /// <summary>Longer heads are left as they are; the HTTP client refuses them anyhow.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Whether these bytes begin a response, as far as they go.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> data)
    {
        var start = "HTTP/"u8;
        return data.Length < start.Length ? start.StartsWith(data) : data.StartsWith(start);
    }

    /// <summary>Finds the end of the head.</summary>
    /// <param name="data">The response from its first byte on.</param>
    /// <param name="blankLine">Where the blank line begins that closes the head.</param>
    /// <param name="end">Where the body, or the next head, begins.</param>
    public static bool TryFindEnd(ReadOnlySpan<byte> data, out int blankLine, out int end)
    {
        var searched = 0;
        while (data[searched..].IndexOf((byte)'\n') is var found and >= 0)
        {
            blankLine = searched + found + 1;
            var rest = data[blankLine..];
            var blank = rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : 0;
            end = blankLine + blank;
            if (blank > 0)
            {
                return true;
            }

            searched = blankLine;
        }

        blankLine = end = 0;
        return false;
    }

    /// <summary>An interim response (1xx) is followed by another head.</summary>
    public static bool IsInterim(ReadOnlySpan<byte> head) => head.Length > 9 && head[9] == (byte)'1';

    /// <summary>The header line that lists the names of a head, line end included.</summary>
    public static byte[] NamesLine(ReadOnlySpan<byte> head)
    {
        var line = new StringBuilder(NamesHeader).Append(": ");
        var lines = Encoding.Latin1.GetString(head).Split('\n');
        foreach (var text in lines.Skip(1))
        {
            // A line that begins with a blank continues the one before.
            if (text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && text[0] is not (' ' or '\t'))
            {
                line.Append(text.AsSpan(0, colon).TrimEnd()).Append(',');
            }
        }

        return Encoding.Latin1.GetBytes(line.Append("\r\n").ToString());
    }
}
