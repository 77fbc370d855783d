using System.CommandLine;
using DigitalLand.Collection.Plan;

namespace DigitalLand.Cli.Commands;

/// <summary>Brings a dataset's list of operational issues up to date.</summary>
internal static class OperationalIssueSaveCsvCommand
{
    public static Command Create(GroupOptions group)
    {
        var directory = Arguments.Text("--operational-issue-dir", "performance/operational_issue/", "Folder of the operational issues.", "-i");
        var command = new Command("operational-issue-save-csv", "Gather the dataset's operational issues into operational-issue.csv.") { directory };
        command.SetAction(result =>
        {
            OperationalIssues.Save(result.GetValue(directory)!, group.RequireDataset(result));
            return ExitCode.Ok;
        });
        return command;
    }
}
