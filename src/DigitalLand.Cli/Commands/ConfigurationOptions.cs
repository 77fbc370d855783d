using System.CommandLine;
using DigitalLand.Cli.Editing;

namespace DigitalLand.Cli.Commands;

/// <summary>Where the verbs that edit a configuration find it: options that the reference has behind the verb as well as before it.</summary>
internal sealed class ConfigurationOptions(GroupOptions group)
{
    private readonly Option<string> _collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
    private readonly Option<string> _organisationPath = Arguments.Text("--organisation-path", "var/cache/organisation.csv", "The organisations.", "-o");
    private readonly Option<string?> _specificationDir = new("--specification-dir", "-s") { Description = "Folder of the specification, instead of the one before the verb." };
    private readonly Option<string?> _pipelineDir = new("--pipeline-dir", "-p") { Description = "Folder of the configuration, instead of the one before the verb." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _collectionDir, _organisationPath, _specificationDir, _pipelineDir })
        {
            command.Options.Add(option);
        }
    }

    public string Collection(ParseResult result) => Arguments.ExistingDirectory(result.GetRequiredValue(_collectionDir));

    public string Pipeline(ParseResult result) => Arguments.ExistingDirectory(result.GetValue(_pipelineDir) ?? result.GetRequiredValue(group.PipelineDir));

    public Workbench Workbench(ParseResult result, TimeProvider clock) =>
        new(result.GetValue(_specificationDir) ?? result.GetRequiredValue(group.SpecificationDir), result.GetRequiredValue(_organisationPath), clock);
}
