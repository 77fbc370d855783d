using System.Globalization;
using System.Text;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Host names beyond ASCII in their ASCII form (RFC 3490, as Python's codec <c>idna</c> makes it): lower case, full-width
/// forms folded, invisible characters taken out, then Punycode for each label.
/// </summary>
internal static class InternationalDomain
{
    private static readonly IdnMapping Punycode = new() { AllowUnassigned = true };

    /// <summary>From an ASCII character to its full-width form.</summary>
    private const int FullWidthOffset = 0xfee0;

    public static bool TryToAscii(ReadOnlySpan<char> host, out string ascii)
    {
        try
        {
            ascii = Punycode.GetAscii(Fold(host));
            return true;
        }
        catch (ArgumentException)
        {
            // A label that is empty, too long or not text: the name has no ASCII form.
            ascii = "";
            return false;
        }
    }

    /// <summary>
    /// The parts of nameprep (RFC 3491, tables B.1 and B.2) that decide whether a name is acceptable. Canonical composition is not among
    /// them: composed or not, a letter beyond ASCII ends up in Punycode.
    /// </summary>
    private static string Fold(ReadOnlySpan<char> host)
    {
        var folded = new StringBuilder(host.Length);
        foreach (var c in host)
        {
            folded.Append(c switch
            {
                '\u00ad' or '\u034f' or '\u1806' or (>= '\u180b' and <= '\u180d') or (>= '\u200b' and <= '\u200d')
                    or '\u2060' or (>= '\ufe00' and <= '\ufe0f') or '\ufeff' => "",
                'ß' => "ss",
                >= '\uff01' and <= '\uff5e' => ((char)(c - FullWidthOffset)).ToString(),
                _ => c.ToString(),
            });
        }

        return folded.ToString().ToLowerInvariant().Replace('ς', 'σ');
    }
}
