using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// What the reference takes for a URL: the rules of the Python library <c>validators</c> 0.35.0 over <c>urllib.parse.urlsplit</c>.
/// Stricter than RFC 3986 in places: a host needs a dot, and every piece of a query an equals sign.
/// </summary>
internal static class Url
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Schemes = FrozenSet
        .Create(StringComparer.OrdinalIgnoreCase,
            "ftp", "ftps", "git", "http", "https", "irc", "rtmp", "rtmps", "rtsp", "sftp", "ssh", "telnet")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> InPath =
        SearchValues.Create("/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~!$&'()*+,;=:@%");

    private static readonly SearchValues<char> InFragment =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ?/:@-._~%!$&'()*+,;=#");

    /// <param name="text">Without white space.</param>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var url = WithoutLeadingControls(text);
        var colon = url.IndexOf(':');
        if (colon < 1 || !Schemes.Contains(url[..colon]) || url[(colon + 1)..] is not ['/', '/', .. var rest])
        {
            return false;
        }

        var authorityEnd = rest.IndexOfAny('/', '?', '#');
        var authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        var path = authorityEnd < 0 ? [] : rest[authorityEnd..];
        var fragment = CutOff(ref path, '#');
        var query = CutOff(ref path, '?');
        return UrlAuthority.IsValid(authority) && IsPath(path) && IsQuery(query) && !fragment.ContainsAnyExcept(InFragment);
    }

    private static ReadOnlySpan<char> WithoutLeadingControls(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExceptInRange('\0', ' ');
        return start < 0 ? [] : text[start..];
    }

    /// <summary>Shortens <paramref name="text"/> to what stands before the mark; gives what stands behind it.</summary>
    private static ReadOnlySpan<char> CutOff(ref ReadOnlySpan<char> text, char mark)
    {
        var at = text.IndexOf(mark);
        if (at < 0)
        {
            return [];
        }

        var behind = text[(at + 1)..];
        text = text[..at];
        return behind;
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOfAnyExcept(InPath); at >= 0;)
        {
            if (Rune.DecodeFromUtf16(path[at..], out var rune, out var width) != OperationStatus.Done || !IsInPath(rune.Value))
            {
                return false;
            }

            var next = path[(at + width)..].IndexOfAnyExcept(InPath);
            at = next < 0 ? -1 : at + width + next;
        }

        return true;
    }

    private static bool IsInPath(int codePoint) => codePoint is
        (>= 0xA0 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFEF)
        or (>= 0x1F300 and <= 0x1F5FF) or (>= 0x1F600 and <= 0x1F64F);

    private static bool IsQuery(ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return true;
        }

        foreach (var piece in query.Split('&'))
        {
            if (!query[piece].Contains('='))
            {
                return false;
            }
        }

        return true;
    }
}
