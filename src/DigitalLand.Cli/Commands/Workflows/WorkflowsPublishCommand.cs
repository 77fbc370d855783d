using System.CommandLine;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Puts definitions where an orchestrator reads them.</summary>
internal static class WorkflowsPublishCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var options = new DefinitionOptions(group);
        var target = new Argument<string>("target") { Description = "The definition store: a folder or s3://bucket/prefix." };
        var command = new Command("publish", "Copy the definitions into a definition store, when all of them are good.") { target };
        options.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            await RefuseBadAsync(options, result, surroundings, cancel);
            using var from = options.OpenDefinitions(result);
            using var store = Archives.Open(result.GetRequiredValue(target));
            var files = await DefinitionStore.ReadFilesAsync(from, cancel);
            foreach (var file in files)
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes(file.Text));
                await store.ReplaceAsync(file.Key, content, cancel);
            }

            await surroundings.Error.WriteLineAsync($"Published {files.Count} files to {result.GetRequiredValue(target)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task RefuseBadAsync(DefinitionOptions options, ParseResult result, Surroundings surroundings, CancellationToken cancel)
    {
        var problems = await WorkflowsValidateCommand.ProblemsAsync(options, result, surroundings, cancel);
        foreach (var problem in problems)
        {
            await surroundings.Error.WriteLineAsync(problem.ToString());
        }

        if (problems.Count > 0)
        {
            throw new RunFailedException("Nothing was published: correct the definitions first.");
        }
    }
}
