using System.Text;
using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// A text with places for values: <c>--limit=${{ params.limit }}</c>. A place is a dotted path; which roots there are depends on when it is filled: when a definition is
/// expanded, <c>collection</c>, <c>dataset</c>, <c>settings</c>, <c>environment</c>; when a task runs, <c>params</c>, <c>item</c>, <c>run</c>. What is filled in is text and nothing else: it is never read again, neither for places nor by a
/// shell.
/// </summary>
[JsonConverter(typeof(TextTemplateConverter))]
public sealed class TextTemplate : IEquatable<TextTemplate>
{
    private const string Open = "${{";
    private const string Close = "}}";

    private readonly IReadOnlyList<Part> _parts;

    private TextTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    internal TextTemplate(IEnumerable<(string Text, bool IsPath)> parts)
        : this([.. parts.Select(part => new Part(part.Text, part.IsPath))])
    {
    }

    /// <summary>The paths of all places, in their order.</summary>
    public IEnumerable<string> Paths => _parts.Where(part => part.IsPath).Select(part => part.Text);

    /// <summary>Whether nothing is left to fill in.</summary>
    public bool IsLiteral => _parts.All(part => !part.IsPath);

    /// <summary>The path, where the whole text is one place.</summary>
    public string? SinglePath => _parts is [{ IsPath: true } part] ? part.Text : null;

    /// <summary>A text without places, whatever characters it has.</summary>
    public static TextTemplate Literal(string text) => new([new Part(text, IsPath: false)]);

    /// <exception cref="FormatException">A place is not closed, or holds no path; the message is a sentence without its full stop.</exception>
    public static TextTemplate Parse(string text)
    {
        var parts = new List<Part>();
        var start = 0;
        for (var open = text.IndexOf(Open, StringComparison.Ordinal); open >= 0; open = text.IndexOf(Open, start, StringComparison.Ordinal))
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"'{text}' opens a place with ${{{{ and does not close it with }}}}");
            }

            var path = text[(open + Open.Length)..close].Trim();
            if (path.Length == 0 || !path.Split('.').All(IsName))
            {
                throw new FormatException($"'{path}' in '{text}' is no name such as params.limit");
            }

            if (open > start)
            {
                parts.Add(new Part(text[start..open], IsPath: false));
            }

            parts.Add(new Part(path, IsPath: true));
            start = close + Close.Length;
        }

        if (start < text.Length || parts.Count == 0)
        {
            parts.Add(new Part(text[start..], IsPath: false));
        }

        return new TextTemplate(parts);
    }

    /// <summary>Fills every place.</summary>
    /// <param name="value">The value of a path.</param>
    public string Fill(Func<string, string> value)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.IsPath ? value(part.Text) : part.Text);
        }

        return text.ToString();
    }

    /// <summary>Fills the places that have a value by now; the others stay.</summary>
    /// <param name="value">The value of a path, null to leave its place.</param>
    public TextTemplate FillKnown(Func<string, string?> value)
    {
        var parts = new List<Part>();
        foreach (var part in _parts)
        {
            var filled = part.IsPath && value(part.Text) is { } known ? new Part(known, IsPath: false) : part;
            if (!filled.IsPath && parts is [.., { IsPath: false } last])
            {
                parts[^1] = last with { Text = last.Text + filled.Text };
            }
            else
            {
                parts.Add(filled);
            }
        }

        return new TextTemplate(parts);
    }

    /// <summary>The parts in order: texts, and paths to be filled in.</summary>
    public IReadOnlyList<(string Text, bool IsPath)> Parts => [.. _parts.Select(part => (part.Text, part.IsPath))];

    public bool Equals(TextTemplate? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as TextTemplate);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>As a person would write it.</summary>
    public override string ToString() => string.Concat(_parts.Select(part => part.IsPath ? $"{Open} {part.Text} {Close}" : part.Text));

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private readonly record struct Part(string Text, bool IsPath);
}
