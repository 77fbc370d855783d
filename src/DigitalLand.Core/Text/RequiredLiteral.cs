using System.Buffers;
using System.Text;

namespace DigitalLand.Core.Text;

/// <summary>
/// Text that every match of a regular expression holds. Most patterns of a configuration are plain words that most values do not
/// have; looking for the word costs a fraction of running the expression.
/// </summary>
/// <param name="Text">The literal; never empty.</param>
/// <param name="AtStart">The match begins with it.</param>
/// <param name="IgnoreCase">The expression takes letters for equal whatever their case.</param>
internal sealed record RequiredLiteral(string Text, bool AtStart, bool IgnoreCase)
{
    private readonly SearchValues<string> _anywhere = SearchValues.Create([Text], IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private const string Meta = @"\^$.|?*+()[]{}";

    /// <summary>Escapes that stand alone. After others (<c>\x41</c>, <c>\u0041</c>, <c>\101</c>, <c>\10</c>) come characters that are no literals.</summary>
    private const string LoneEscapes = "AbBdDsSwWZzafnrtv";

    /// <summary>
    /// A literal that a pattern requires: what it begins with, because that is found out at once, else the longest; null where none is
    /// plain to see.
    /// </summary>
    public static RequiredLiteral? Of(string pattern, bool ignoreCase)
    {
        if (pattern.Contains('|', StringComparison.Ordinal) || pattern.Contains("(?", StringComparison.Ordinal) || HasLongEscape(pattern))
        {
            // Alternatives require less than they show; groups with flags change what a letter means, escapes spell one out.
            return null;
        }

        var best = default(RequiredLiteral);
        foreach (var (text, start) in Runs(pattern))
        {
            if (start)
            {
                return new RequiredLiteral(text, AtStart: true, ignoreCase);
            }

            if (text.Length > (best?.Text.Length ?? 0))
            {
                best = new RequiredLiteral(text, AtStart: false, ignoreCase);
            }
        }

        return best;
    }

    /// <summary>False where the text cannot match. Beyond ASCII letters have more than two cases, so such texts are left to the expression.</summary>
    public bool MayMatch(ReadOnlySpan<char> text)
    {
        var found = AtStart
            ? text.StartsWith(Text, IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            : text.ContainsAny(_anywhere);
        return found || (IgnoreCase && !Ascii.IsValid(text));
    }

    /// <summary>Runs of characters outside groups and classes that stand for themselves and occur exactly once.</summary>
    private static IEnumerable<(string Text, bool AtStart)> Runs(string pattern)
    {
        var run = new StringBuilder();
        var position = pattern.StartsWith('^') ? 1 : 0;
        var start = position;
        var runStart = position;
        while (position < pattern.Length)
        {
            var c = pattern[position];
            if (!Meta.Contains(c, StringComparison.Ordinal))
            {
                var repeated = position + 1 < pattern.Length && "?*+{".Contains(pattern[position + 1], StringComparison.Ordinal);
                if (!repeated)
                {
                    if (run.Length == 0)
                    {
                        runStart = position;
                    }

                    run.Append(c);
                    position++;
                    continue;
                }
            }

            if (run.Length > 0)
            {
                yield return (run.ToString(), runStart == start);
                run.Clear();
            }

            position = Skip(pattern, position);
        }

        if (run.Length > 0)
        {
            yield return (run.ToString(), runStart == start);
        }
    }

    /// <summary>The place behind one element that is no plain character: an escape, a class, a group, or one character with its quantifier.</summary>
    private static int Skip(string pattern, int position)
    {
        switch (pattern[position])
        {
            case '\\':
                return position + 2;
            case '[':
                // A bracket right behind the opening, or behind its negation, is a member.
                var member = position + 1 < pattern.Length && pattern[position + 1] == '^' ? position + 2 : position + 1;
                return AfterClass(pattern, member);
            case '{':
                return After(pattern, '}', position + 1);
            case '(':
                return AfterGroup(pattern, position);
            default:
                return position + 1;
        }
    }

    /// <param name="member">The place of the class's first member, which may be a bracket.</param>
    private static int AfterClass(string pattern, int member)
    {
        var at = member;
        while (at < pattern.Length && (at == member || pattern[at] != ']'))
        {
            at += pattern[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, pattern.Length);
    }

    private static bool HasLongEscape(string pattern)
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && char.IsAsciiLetterOrDigit(pattern[++i]) && !LoneEscapes.Contains(pattern[i], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static int After(string pattern, char end, int from)
    {
        var at = from < pattern.Length ? pattern.IndexOf(end, from) : -1;
        return at < 0 ? pattern.Length : at + 1;
    }

    private static int AfterGroup(string pattern, int position)
    {
        var depth = 0;
        while (position < pattern.Length)
        {
            switch (pattern[position])
            {
                case '(':
                    depth++;
                    position++;
                    break;
                case ')' when --depth == 0:
                    return position + 1;
                case ')':
                    position++;
                    break;
                default:
                    position = Skip(pattern, position);
                    break;
            }
        }

        return position;
    }
}
