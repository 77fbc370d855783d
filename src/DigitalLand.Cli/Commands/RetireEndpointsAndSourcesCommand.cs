using System.CommandLine;
using DigitalLand.Collection.Edit;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Ends endpoints and sources today.</summary>
internal static class RetireEndpointsAndSourcesCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var list = new Argument<string>("csv-path") { Description = "What to retire: columns collection, endpoint, source." };
        var directory = Arguments.Text("--config-collections-dir", "collection/", "Holds a folder for each collection.");
        var edit = new EditOptions(surroundings);
        var command = new Command("retire-endpoints-and-sources", "End endpoints and sources today.") { list, directory };
        edit.AddTo(command);
        command.SetAction(result =>
        {
            edit.Finish(result, Retirement.Prepare(result.GetValue(list)!, Arguments.ExistingDirectory(result.GetValue(directory)!), surroundings.Clock.Today()));
            return ExitCode.Ok;
        });
        return command;
    }
}
