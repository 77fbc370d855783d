using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DigitalLand.Cli.Explain;
using DigitalLand.Cli.Night;

namespace DigitalLand.Cli.Commands;

/// <summary>What the verbs that explain have in common.</summary>
internal sealed class ProvenanceOptions
{
    public Option<string?> Dataset { get; } = new("--dataset") { Description = "Only this dataset." };

    public Option<string> Directory { get; } = Arguments.Text("--directory", ".", "The collection's folder, with collection/, pipeline/ and dataset/ in it.");

    public Option<bool> AsJson { get; } = new("--json") { Description = "The answer as JSON, values whole." };

    /// <summary>The collection to ask. A specification that is not in its folder is looked for beside it, where a night keeps it.</summary>
    public ExplainedCollection Open(ParseResult result, GroupOptions group, TimeProvider clock)
    {
        var root = Path.GetFullPath(Arguments.ExistingDirectory(result.GetRequiredValue(Directory)));
        var specification = Path.Combine(root, result.GetRequiredValue(group.SpecificationDir));
        var beside = Path.Combine(root, "..", "specification");
        return new ExplainedCollection(
            new CollectionFolder(root),
            Path.Combine(root, result.GetRequiredValue(group.PipelineDir)),
            !System.IO.Directory.Exists(specification) && System.IO.Directory.Exists(beside) ? beside : specification,
            clock);
    }

    public void Say<T>(ParseResult result, T answer, JsonTypeInfo<T> type, IEnumerable<string> lines, TextWriter output)
    {
        if (result.GetValue(AsJson))
        {
            output.WriteLine(JsonSerializer.Serialize(answer, type));
            return;
        }

        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }
}
