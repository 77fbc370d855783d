using System.Text;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// Splits a command line into words at white space. Quotes of either kind keep white space in a word; nothing else has a meaning, since no shell takes part.
/// </summary>
public static class CommandWords
{
    private static readonly string[] ShellWords = ["|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1"];

    /// <exception cref="FormatException">A quote is not closed, or a word is one that only a shell understands; the message is a sentence without its full stop.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        for (var at = SkipSpace(text, 0); at < text.Length; at = SkipSpace(text, at))
        {
            var start = at;
            var word = Word(text, ref at);
            if (ShellWords.Contains(text[start..at], StringComparer.Ordinal))
            {
                throw new FormatException($"No shell reads a command, so '{word}' would be an argument; make it two tasks, or quote it if an argument is what you mean");
            }

            words.Add(word);
        }

        return words;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static string Word(string text, ref int at)
    {
        var word = new StringBuilder();
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            var end = text[at] switch
            {
                '"' or '\'' => text.IndexOf(text[at], at + 1),
                '$' when text.AsSpan(at).StartsWith("${{") => text.IndexOf("}}", at, StringComparison.Ordinal) is >= 0 and var close ? close + 1 : at,
                _ => at,
            };
            if (end < 0)
            {
                throw new FormatException($"The quote that opens at {text[at..Math.Min(text.Length, at + 20)]} is not closed");
            }

            word.Append(text[at] is '"' or '\'' ? text.AsSpan(at + 1, end - at - 1) : text.AsSpan(at, end - at + 1));
            at = end + 1;
        }

        return word.ToString();
    }
}
