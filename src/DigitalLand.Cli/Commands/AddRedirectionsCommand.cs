using System.CommandLine;
using DigitalLand.Collection.Edit;

namespace DigitalLand.Cli.Commands;

/// <summary>Sends merged entities to the ones they were merged into.</summary>
internal static class AddRedirectionsCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var list = new Argument<string>("csv-path") { Description = "What leads where: columns entity_source, entity_destination." };
        var pipelineDir = new Option<string?>("--pipeline-dir", "-p") { Description = "Folder of the configuration, instead of the one before the verb." };
        var edit = new EditOptions(surroundings);
        var command = new Command("add-redirections", "Add redirections of merged entities to old-entity.csv.") { list, pipelineDir };
        edit.AddTo(command);
        command.SetAction(result =>
        {
            var directory = Arguments.ExistingDirectory(result.GetValue(pipelineDir) ?? result.GetValue(group.PipelineDir)!);
            var file = Redirections.Prepare(result.GetValue(list)!, Path.Combine(directory, "old-entity.csv"), surroundings.Error.WriteLine);
            edit.Finish(result, [file]);
            return ExitCode.Ok;
        });
        return command;
    }
}
