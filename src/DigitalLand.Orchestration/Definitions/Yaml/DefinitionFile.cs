using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>A file of the definition store.</summary>
/// <param name="Key">Its name there, for messages.</param>
/// <param name="Text">Its content.</param>
public sealed record DefinitionFile(string Key, string Text)
{
    /// <summary>Far beyond any definition that a person wrote; what is larger is something else.</summary>
    private const int LongestText = 1_000_000;

    /// <summary>The file's one document as a mapping, or null with the reason among the problems.</summary>
    internal YamlMappingNode? Parse(Problems problems)
    {
        if (Text.Length > LongestText)
        {
            problems.Add(1, $"The file has {Text.Length} characters, which is no definition; {LongestText} are the most.");
            return null;
        }

        var line = 1L;
        try
        {
            if (HasAlias(ref line))
            {
                problems.Add(line, "Anchors and aliases are not read; say it again, or use 'defaults' or a group with 'for-each'.");
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(Text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return root;
            }

            problems.Add(1, stream.Documents.Count > 1 ? "The file holds several documents; put each into a file of its own." : "The file holds no definition: it should begin with a key such as 'name:'.");
        }
        catch (YamlException error)
        {
            problems.Add(error.Start.Line, $"This is not YAML: {Sentence(error)}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The scanner says so of some texts instead of naming the place; it is behind the last thing that was read.
            problems.Add(line, "This is not YAML: what follows this line cannot be read. Look for a bracket, a quote or an indent that is not as it should be.");
        }

        return null;
    }

    /// <summary>Aliases could make a small text into an endless tree, so they are found before the tree is made.</summary>
    /// <param name="line">Of the last thing that was read.</param>
    private bool HasAlias(ref long line)
    {
        var parser = new Parser(new StringReader(Text));
        while (parser.MoveNext())
        {
            line = parser.Current!.Start.Line;
            if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            {
                return true;
            }
        }

        return false;
    }

    private static string Sentence(YamlException error)
    {
        var message = (error.InnerException ?? error).Message.Trim();
        return message.EndsWith('.') ? message : message + ".";
    }
}
