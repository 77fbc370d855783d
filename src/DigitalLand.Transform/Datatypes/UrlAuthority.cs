using System.Buffers;
using System.Net;
using System.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>The part of a URL between <c>//</c> and the path: <c>[user[:password]@]host[:port]</c>.</summary>
internal static class UrlAuthority
{
    private const int MostLabel = 63;
    private static readonly SearchValues<char> InIPv6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool IsValid(ReadOnlySpan<char> authority)
    {
        var at = authority.IndexOf('@');
        var host = authority[(at + 1)..];
        if (at >= 0 && (host.Contains('@') || authority[..at].ContainsAny('[', ']') || !IsCredentials(authority[..at])))
        {
            return false;
        }

        return host is ['[', ..] ? IsBracketedAddress(host) : IsHostAndPort(host);
    }

    /// <summary>A password may be anything; a user is ASCII without quotes, as in an e-mail address. With several colons the whole, unescaped, is the user.</summary>
    private static bool IsCredentials(ReadOnlySpan<char> credentials)
    {
        var colon = credentials.IndexOf(':');
        if (colon >= 0 && credentials[(colon + 1)..].Contains(':'))
        {
            return IsUser(Uri.UnescapeDataString(credentials));
        }

        return IsUser(colon < 0 ? credentials : credentials[..colon]);
    }

    private static bool IsUser(ReadOnlySpan<char> user)
    {
        for (var i = 0; i < user.Length; i++)
        {
            var isEscaped = user[i] == '\\';
            i += isEscaped ? 1 : 0;
            if (i == user.Length || user[i] is '\0' or '\n' or '\r' or > '\x7f' || (!isEscaped && user[i] is '\t' or ' ' or '"'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBracketedAddress(ReadOnlySpan<char> host)
    {
        var close = host.IndexOf(']');
        return close > 0
            && IsIPv6(host[1..close])
            && (close == host.Length - 1 || (host[close + 1] == ':' && IsPort(host[(close + 2)..])));
    }

    private static bool IsIPv6(ReadOnlySpan<char> address)
    {
        var zone = address.IndexOf('%');
        var digits = zone < 0 ? address : address[..zone];
        var zoneIsSound = zone < 0 || (zone < address.Length - 1 && !address[(zone + 1)..].Contains('%'));
        return zoneIsSound
            && digits.Contains(':')
            && !digits.ContainsAnyExcept(InIPv6)
            && IPAddress.TryParse(digits, out _);
    }

    private static bool IsHostAndPort(ReadOnlySpan<char> host)
    {
        var colon = host.IndexOf(':');
        if (colon < 0)
        {
            return IsDomain(host) || IsIPv4(host);
        }

        return IsPort(host[(colon + 1)..]) && (IsDomain(host[..colon]) || IsIPv4(host[..colon]));
    }

    /// <summary>1 to 65535, without leading zeros.</summary>
    private static bool IsPort(ReadOnlySpan<char> port) =>
        port.Length is > 0 and <= 5
        && port[0] != '0'
        && !port.ContainsAnyExceptInRange('0', '9')
        && int.Parse(port) <= ushort.MaxValue;

    private static bool IsIPv4(ReadOnlySpan<char> host)
    {
        var parts = 0;
        foreach (var range in host.Split('.'))
        {
            var part = host[range];
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || part is ['0', _, ..] || int.Parse(part) > 255)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    /// <summary>Labels with a dot between them; the last has two characters at least and ends in a letter.</summary>
    private static bool IsDomain(ReadOnlySpan<char> host)
    {
        if (host.Contains("__", StringComparison.Ordinal))
        {
            return false;
        }

        return Ascii.IsValid(host) ? IsAsciiDomain(host) : InternationalDomain.TryToAscii(host, out var ascii) && IsAsciiDomain(ascii);
    }

    private static bool IsAsciiDomain(ReadOnlySpan<char> host)
    {
        var lastDot = host.LastIndexOf('.');
        if (lastDot < 0 || !IsTopLevel(host[(lastDot + 1)..]))
        {
            return false;
        }

        foreach (var range in host[..lastDot].Split('.'))
        {
            var label = host[range];
            if (label.Length is 0 or > MostLabel || label[0] == '-' || label[^1] == '-' || !IsMadeOfLabelCharacters(label, underscore: false))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> label) =>
        label.Length is >= 2 and <= MostLabel
        && char.IsAsciiLetterOrDigit(label[0])
        && char.IsAsciiLetter(label[^1])
        && IsMadeOfLabelCharacters(label, underscore: true);

    private static bool IsMadeOfLabelCharacters(ReadOnlySpan<char> label, bool underscore)
    {
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-' && !(underscore && c == '_'))
            {
                return false;
            }
        }

        return true;
    }
}
