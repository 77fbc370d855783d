using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DigitalLand.Core.Text;

/// <summary>
/// A regular expression of the configuration, written for Python's <c>re.match</c>: it must match at the start of the text
/// and need not reach its end. Each match has a time limit, because the expressions are other people's.
/// </summary>
public sealed class PythonRegex
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>What the two languages spell differently. Every escape is taken whole, so that <c>\\Z</c> stays a backslash and a letter.</summary>
    private static readonly Regex Spelling = new(@"\\.|\(\?P<|\(\?P=(?<name>\w+)\)", RegexOptions.CultureInvariant | RegexOptions.Singleline, Limit);

    private readonly Regex _regex;
    private readonly Lazy<Regex> _predicate;
    private readonly RequiredLiteral? _required;
    private readonly FirstCharacters? _first;

    /// <exception cref="RunFailedException">The pattern is not a regular expression.</exception>
    public PythonRegex(string pattern, bool ignoreCase = false)
    {
        Pattern = pattern;
        _required = RequiredLiteral.Of(pattern, ignoreCase);
        _first = FirstCharacters.Of(pattern, ignoreCase);
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            var translated = Translate(pattern);
            if (translated.Contains(')', StringComparison.Ordinal))
            {
                // By itself first: a bracket too many would close the group that is put around it, and mean something else.
                _ = new Regex(translated, options, Limit);
            }

            var atStart = $@"\A(?:{translated})";
            _regex = new Regex(atStart, options, Limit);
            _predicate = new Lazy<Regex>(() => Predicate(atStart, options));
        }
        catch (ArgumentException error)
        {
            throw new RunFailedException($"'{pattern}' is not a regular expression: {error.Message}", error);
        }
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>The match at the start of the text.</summary>
    /// <exception cref="RunFailedException">The pattern took too long on this text.</exception>
    public Match Match(string text)
    {
        if (!MayMatch(text))
        {
            return System.Text.RegularExpressions.Match.Empty;
        }

        try
        {
            return _regex.Match(text);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw TooSlow(error);
        }
    }

    /// <inheritdoc cref="Match"/>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (!MayMatch(text))
        {
            return false;
        }

        try
        {
            return _predicate.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw TooSlow(error);
        }
    }

    /// <summary>Finds out at little cost that most texts do not match.</summary>
    private bool MayMatch(ReadOnlySpan<char> text) => _first?.MayMatch(text) != false && _required?.MayMatch(text) != false;

    /// <summary>
    /// Where only the answer counts and not what matched, a pattern is an automaton that reads each character once. Patterns that refer back or look around cannot be.
    /// </summary>
    private Regex Predicate(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return _regex;
        }
    }

    /// <summary>Python's spelling of named groups, of the end of the text and of an escaped underscore, in .NET's.</summary>
    private static string Translate(string pattern) => Spelling.Replace(pattern, found => found.Value switch
    {
        @"\Z" => @"\z",
        @"\_" => "_",
        "(?P<" => "(?<",
        _ when found.Groups["name"].Success => $@"\k<{found.Groups["name"].Value}>",
        var escape => escape,
    });

    /// <summary>
    /// Python's <c>match.expand(template)</c>: <c>\1</c>, <c>\g&lt;1&gt;</c> and <c>\g&lt;name&gt;</c> stand for groups, <c>\n</c> and
    /// the like for characters.
    /// </summary>
    /// <exception cref="RunFailedException">The template names a group that the pattern does not have, or an unknown escape.</exception>
    public static string Expand(string template, Match match)
    {
        if (!template.Contains('\\', StringComparison.Ordinal))
        {
            return template;
        }

        var expanded = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '\\')
            {
                expanded.Append(template[i]);
                continue;
            }

            i++;
            expanded.Append(i < template.Length ? Escape(template, ref i, match) : throw Bad(template));
        }

        return expanded.ToString();
    }

    private static string Escape(string template, ref int i, Match match)
    {
        switch (template[i])
        {
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case 'f': return "\f";
            case 'v': return "\v";
            case 'a': return "\a";
            case 'b': return "\b";
            case '\\': return "\\";
            case 'g':
                var end = template.IndexOf('>', i);
                if (end < i + 3 || template[i + 1] != '<')
                {
                    throw Bad(template);
                }

                var name = template[(i + 2)..end];
                i = end;
                return Group(template, match, name);
            case >= '1' and <= '9':
                var digits = i + 1 < template.Length && char.IsAsciiDigit(template[i + 1]) ? 2 : 1;
                var number = template.Substring(i, digits);
                i += digits - 1;
                return Group(template, match, number);
            case var letter when char.IsAsciiLetterOrDigit(letter):
                throw Bad(template);
            default:
                return "\\" + template[i];
        }
    }

    /// <summary>A group that took no part in the match expands to nothing; one that the pattern lacks is an error.</summary>
    private static string Group(string template, Match match, string name)
    {
        // By its number too where the group has a name: Python knows it by both.
        var exists = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number < match.Groups.Count : match.Groups.ContainsKey(name);
        return !exists ? throw Bad(template)
            : char.IsAsciiDigit(name[0]) ? match.Groups[number].Value
            : match.Groups[name].Value;
    }

    private static RunFailedException Bad(string template) => new($"The replacement '{template}' names a group that its pattern does not have, or an unknown escape.");

    private RunFailedException TooSlow(RegexMatchTimeoutException error) =>
        new($"The pattern '{Pattern}' took more than {Limit.TotalSeconds:0} seconds on one value; simplify it.", error);
}
