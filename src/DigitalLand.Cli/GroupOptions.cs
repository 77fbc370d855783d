using System.CommandLine;
using DigitalLand.Core;

namespace DigitalLand.Cli;

/// <summary>The options that stand before the verb, as in <c>digital-land -n tree -p pipeline/tree pipeline ...</c>.</summary>
internal sealed class GroupOptions
{
    public Option<string?> Dataset { get; } = new("--dataset", "-n") { Description = "The dataset to work on." };

    public Option<string> PipelineDir { get; } = new("--pipeline-dir", "-p")
    {
        Description = "Folder of the collection's configuration.",
        DefaultValueFactory = _ => "pipeline/",
    };

    public Option<string> SpecificationDir { get; } = new("--specification-dir", "-s")
    {
        Description = "Folder of the specification.",
        DefaultValueFactory = _ => "specification/",
    };

    public Option<bool> Debug { get; } = new("--debug", "-d") { Description = "Show where an error came from." };

    /// <summary>Accepted because the reference's callers write it; not to debug is the default.</summary>
    public Option<bool> NoDebug { get; } = new("--no-debug") { Hidden = true };

    public IEnumerable<Option> All => [Dataset, PipelineDir, SpecificationDir, Debug, NoDebug];

    /// <summary>The dataset that a verb cannot do without.</summary>
    /// <exception cref="WrongUseException">None was named.</exception>
    public string RequireDataset(ParseResult result) => result.GetValue(Dataset) is { Length: > 0 } dataset
        ? dataset
        : throw new WrongUseException("Name the dataset before the verb: digital-land --dataset NAME ...");
}
