using System.CommandLine;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Prints what there is to transform as rules for make.</summary>
internal static class CollectionPipelineMakerulesCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var specificationDir = new Option<string?>("--specification-dir") { Description = "Folder of the specification, instead of the one before the verb." };
        var pipelineDir = new Option<string?>("--pipeline-dir") { Description = "Folder of the configuration, instead of the one before the verb." };
        var datasetResourceDir = new Option<string?>("--dataset-resource-dir")
        {
            Description = "Folder of dataset-resource logs: print only what was not made with today's code, configuration and specification.",
        };
        var command = new Command("collection-pipeline-makerules", "Print collection/pipeline.mk: a rule for each resource to transform.")
        {
            collectionDir, specificationDir, pipelineDir, datasetResourceDir,
            new Option<string?>("--resource-dir") { Description = "Accepted and not used." },
            new Option<string?>("--incremental-loading-override") { Description = "Accepted and not used." },
            new Option<string?>("--state-path") { Description = "Accepted and not used." },
        };
        command.SetAction(result =>
        {
            var collection = CollectionStore.Load(Arguments.ExistingDirectory(result.GetValue(collectionDir)!), surroundings.Clock);
            var processed = result.GetValue(datasetResourceDir) is { Length: > 0 } directory
                ? new ProcessedResources(directory, ProcessingHashes.Of(
                    CodeVersion.Text,
                    result.GetValue(pipelineDir) ?? result.GetValue(group.PipelineDir)!,
                    result.GetValue(specificationDir) ?? result.GetValue(group.SpecificationDir)!))
                : null;
            MakeRules.Write(TransformPlan.Build(collection, surroundings.Clock.GetUtcNow(), processed), surroundings.Out);
            return ExitCode.Ok;
        });
        return command;
    }
}
