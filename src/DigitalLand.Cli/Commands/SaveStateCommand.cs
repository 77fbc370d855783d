using System.CommandLine;
using DigitalLand.Collection.Plan;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Commands;

/// <summary>Saves what a transform depends on and what there is to transform.</summary>
internal static class SaveStateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StateOptions();
        var outputPath = Arguments.Text("--output-path", "state.json", "Where the state goes.", "-o");
        var datasetResourceDir = new Option<string?>("--dataset-resource-dir") { Description = "Folder of dataset-resource logs: count only what they do not show done." };
        var command = new Command("save-state", "Save state.json: hashes of what a transform depends on, and what there is to transform.") { outputPath, datasetResourceDir };
        options.All.ToList().ForEach(command.Options.Add);
        command.SetAction(result =>
        {
            var directory = result.GetValue(datasetResourceDir);
            CollectionState.Build(
                options.Folders(result),
                CodeVersion.Current,
                result.IsTrue(options.Override),
                surroundings.Clock,
                string.IsNullOrEmpty(directory) ? null : directory).Save(result.GetValue(outputPath)!);
            return ExitCode.Ok;
        });
        return command;
    }
}
