using System.CommandLine;
using DigitalLand.Collection.Plan;
using DigitalLand.Transform;

namespace DigitalLand.Cli.Commands;

/// <summary>Says whether anything that a transform depends on differs from a saved state.</summary>
internal static class CheckStateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StateOptions();
        var statePath = Arguments.Text("--state-path", "state.json", "The saved state.");
        var command = new Command("check-state", "Compare today's state with a saved one; exit code 1 where they differ.") { statePath };
        options.All.ToList().ForEach(command.Options.Add);
        command.SetAction(result =>
        {
            var path = result.GetValue(statePath)!;
            var saved = CollectionState.Load(path);
            var today = CollectionState.Build(options.Folders(result), CodeVersion.Current, result.IsTrue(options.Override), surroundings.Clock);
            if (today.DifferencesFrom(saved) is not { Count: > 0 } differences)
            {
                return ExitCode.Ok;
            }

            surroundings.Out.WriteLine($"State differs from {path} - {string.Join(", ", differences)}");
            return ExitCode.DataProblems;
        });
        return command;
    }
}
