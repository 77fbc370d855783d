using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>
/// A mapping of a definition, read key by key with the scope's values filled in. Whatever is wrong goes to the problems under its line, and reading
/// goes on, so that a person sees everything at once.
/// </summary>
/// <param name="node">The mapping.</param>
/// <param name="what">What it is, for messages: "a task".</param>
/// <param name="problems">Of its file.</param>
/// <param name="scope">Filled in.</param>
internal sealed class Mapping(YamlMappingNode node, string what, Problems problems, Scope scope)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public long Line => node.Start.Line;

    public Scope Scope => scope;

    public Problems Problems => problems;

    /// <summary>In the order of the file.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? "");

    public Mapping In(Scope inner) => new(node, what, problems, inner);

    public bool Has(string key) => Node(key) is not null;

    public long LineOf(string key) => Node(key)?.Start.Line ?? Line;

    public void Refuse(string key, string sentence) => problems.Add(LineOf(key), sentence);

    /// <summary>The value of a key as it stands there; null where the key is absent or has no value.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is not YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "" or "~" or "null" } ? value : null;
    }

    /// <summary>A text that the scope fills wholly.</summary>
    public string? Text(string key) => Node(key) is { } value ? Text(value, key) : null;

    /// <summary>As <see cref="Text(string)"/>, where the key must be there.</summary>
    public string RequiredText(string key)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        problems.Add(LineOf(key), $"{Capital(what)} needs '{key}'.");
        return "";
    }

    /// <summary>A text, whole or with places that are filled when the task runs.</summary>
    public TextTemplate? Template(string key, OpenPlaces open) => Node(key) is { } value ? Template(value, key, open) : null;

    /// <summary>A text as <paramref name="read"/> understands it, null where the key is absent or its text is not understood.</summary>
    /// <param name="read">Throws <see cref="FormatException"/> with a sentence that lacks its full stop.</param>
    public T? Value<T>(string key, Func<string, T> read)
        where T : struct => Text(key) is { } text ? Try(key, () => read(text)) : null;

    public int? Number(string key, int least = 0, int most = int.MaxValue) => Value(key, text =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{Capital(key)} is '{text}'; it takes a whole number {(most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}")}"));

    public bool? Flag(string key) => Value(key, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"{Capital(key)} is '{text}'; it takes true or false"),
    });

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string key, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        var offered = new List<string>();
        foreach (var (word, _) in words)
        {
            offered.Add(word);
        }

        Refuse(key, $"{Capital(key)} is '{text}'; it takes {string.Join(" or ", offered)}.");
        return null;
    }

    /// <summary>The values of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<YamlNode> Nodes(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        var single => [single],
    };

    public IReadOnlyList<string> Texts(string key) => [.. Nodes(key).Select(value => Text(value, key)).OfType<string>()];

    public IReadOnlyList<TextTemplate> Templates(string key, OpenPlaces open) => [.. Nodes(key).Select(value => Template(value, key, open)).OfType<TextTemplate>()];

    /// <summary>A mapping within this one.</summary>
    public Mapping? Inner(string key, string innerWhat) => Node(key) is { } value ? Of(value, innerWhat) : null;

    /// <summary>A node as a mapping, where it is one.</summary>
    public Mapping? Of(YamlNode value, string innerWhat)
    {
        if (value is YamlMappingNode mapping && mapping.Children.Keys.All(key => key is YamlScalarNode))
        {
            return new Mapping(mapping, innerWhat, problems, scope);
        }

        problems.Add(value.Start.Line, $"{Capital(innerWhat)} is written as keys with values, such as 'name: value'.");
        return null;
    }

    /// <summary>Names every key that nobody asked for; called when everything has been read.</summary>
    public void Finish()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Where(key => !_known.Contains(key.Value ?? "")))
        {
            var near = Spelling.Nearest(key.Value ?? "", _known);
            var hint = near is null ? $"; there are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}." : $"; did you mean '{near}'?";
            problems.Add(key.Start.Line, $"There is no '{key.Value}' in {what}{hint}");
        }
    }

    public T? Try<T>(string key, Func<T> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            Refuse(key, error.Message + ".");
            return null;
        }
    }

    internal static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private string? Text(YamlNode value, string key) => Template(value, key, OpenPlaces.None)?.ToString();

    private TextTemplate? Template(YamlNode value, string key, OpenPlaces open)
    {
        if (value is not YamlScalarNode scalar)
        {
            problems.Add(value.Start.Line, $"{Capital(key)} takes a single value here.");
            return null;
        }

        return Template(scalar.Value ?? "", value.Start.Line, open);
    }

    /// <summary>A text of the file with everything filled in that is known.</summary>
    public TextTemplate? Template(string text, long line, OpenPlaces open)
    {
        try
        {
            var template = TextTemplate.Parse(text).FillKnown(scope.Find);
            if (template.Paths.FirstOrDefault(path => !open.Has(path)) is not { } unknown)
            {
                return template;
            }

            var names = scope.Paths.Concat(open.Paths).ToList();
            var near = Spelling.Nearest(unknown, names);
            problems.Add(line, $"There is no value for ${{{{ {unknown} }}}} here; {(near is null ? $"there are: {string.Join(", ", names)}." : $"did you mean '{near}'?")}");
        }
        catch (FormatException error)
        {
            problems.Add(line, error.Message + ".");
        }

        return null;
    }
}
