using System.CommandLine;
using DigitalLand.Cli.Tasks;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Commands;

/// <summary>Runs what the installation does at this point of a workflow.</summary>
internal static class HookCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var name = new Argument<string>("name") { Description = "The hook, such as postgres-loader: its command line is in DIGITAL_LAND_HOOK_POSTGRES_LOADER." };
        var command = new Command("hook", $"Run the installation's own program for a step of a workflow; ends with {CommandAction.ClosedExitCode} where there is none.") { name };
        command.SetAction(async (result, cancel) =>
        {
            var hook = new Hook(result.GetRequiredValue(name));
            var code = await hook.RunAsync(cancel);
            if (code == CommandAction.ClosedExitCode)
            {
                await surroundings.Error.WriteLineAsync($"Nothing was done: {hook.Variable} is not set, or its program had nothing to do.");
            }

            return code;
        });
        return command;
    }
}
