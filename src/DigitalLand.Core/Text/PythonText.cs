using System.Text;

namespace DigitalLand.Core.Text;

/// <summary>
/// Python's idea of white space, which decides what trimming removes: the reference's <c>str.strip</c> and <c>str.split</c>
/// take U+001C to U+001F for white space, where .NET does not, and agree on everything else.
/// </summary>
public static class PythonText
{
    public static bool IsWhiteSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';

    /// <summary><c>str.strip()</c>.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <inheritdoc cref="Strip(ReadOnlySpan{char})"/>
    public static string Strip(string text)
    {
        var stripped = Strip(text.AsSpan());
        return stripped.Length == text.Length ? text : stripped.ToString();
    }

    /// <summary><c>" ".join(text.split())</c>: every run of white space becomes one space, none at the ends.</summary>
    public static string SqueezeWhiteSpace(string text)
    {
        if (IsSqueezed(text))
        {
            return text;
        }

        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsWhiteSpace(c))
            {
                squeezed.Append(c);
            }
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
            {
                squeezed.Append(' ');
            }
        }

        if (squeezed.Length > 0 && squeezed[^1] == ' ')
        {
            squeezed.Length--;
        }

        return squeezed.ToString();
    }

    private static bool IsSqueezed(string text)
    {
        var afterSpace = true;
        foreach (var c in text)
        {
            var space = IsWhiteSpace(c);
            if (space && (afterSpace || c != ' '))
            {
                return false;
            }

            afterSpace = space;
        }

        return text.Length == 0 || !afterSpace;
    }
}
