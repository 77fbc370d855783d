using System.CommandLine;
using DigitalLand.Cli.Expect;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Cli.Commands;

/// <summary>Checks a CSV file by rules given with the call, and writes the log of it; expectations that fail are in the log, and the verb succeeds.</summary>
internal static class ExpectationsCsvCheckpointCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var dataset = new Option<string>("--dataset") { Description = "The name under which the log goes.", Required = true };
        var file = new Option<string>("--file-path") { Description = "The CSV file.", Required = true };
        var logDir = new Option<string>("--log-dir") { Description = "Folder of logs; the log is expectation/dataset=NAME/NAME.parquet below it.", Required = true };
        var rules = new Option<string>("--rules") { Description = "A JSON list of rules: operation, name, parameters, and perhaps description, severity, responsibility.", Required = true };
        var command = new Command("expectations-csv-checkpoint", "Check what is expected of a CSV file, and log what was found.") { dataset, file, logDir, rules };
        command.SetAction(async (result, cancel) =>
        {
            var report = CsvCheckpoint.Run(result.GetRequiredValue(dataset), result.GetRequiredValue(file), result.GetRequiredValue(rules), cancel);
            ExpectationLog.Write(result.GetRequiredValue(logDir), report, cancel);
            await ExpectationTalk.SayAsync(report, surroundings.Error).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
