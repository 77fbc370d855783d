using System.CommandLine;
using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Commands;

/// <summary>The folders that a state is made from: options that the verbs about states share.</summary>
internal sealed class StateOptions
{
    private readonly Option<string> _specificationDir = Arguments.Text("--specification-dir", "specification/", "Folder of the specification.");
    private readonly Option<string> _collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
    private readonly Option<string> _pipelineDir = Arguments.Text("--pipeline-dir", "pipeline/", "Folder of the configuration.");
    private readonly Option<string> _resourceDir = Arguments.Text("--resource-dir", "collection/resource/", "Folder of the resources.");

    /// <summary>Goes by two names in the reference, one of which never worked there.</summary>
    public Option<string> Override { get; } = Arguments.Text(
        "--incremental-loading-override", "False", "True to say that every resource is to be transferred.", "--incremental-override");

    public IEnumerable<Option> All => [_specificationDir, _collectionDir, _pipelineDir, _resourceDir, Override];

    public StateFolders Folders(ParseResult result) => new(
        result.GetValue(_specificationDir)!,
        Arguments.ExistingDirectory(result.GetValue(_collectionDir)!),
        result.GetValue(_pipelineDir)!,
        result.GetValue(_resourceDir)!);
}
