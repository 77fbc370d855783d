using System.CommandLine;
using DigitalLand.Cli.Expect;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Expectations.Rules;

namespace DigitalLand.Cli.Commands;

/// <summary>Checks a built dataset and writes the log of it; expectations that fail are in the log, and the verb succeeds.</summary>
internal static class ExpectationsDatasetCheckpointCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var dataset = Required("--dataset", "The dataset.");
        var file = Required("--file-path", "Its SQLite file.");
        var logDir = Required("--log-dir", "Folder of logs; the log is expectation/dataset=NAME/NAME.parquet below it.");
        var configuration = Required("--configuration-path", "The config database, from config-create and config-load.");
        var organisations = Required("--organisation-path", "organisation.csv.");
        var specification = Required("--specification-dir", "Accepted because callers write it; nothing is read from it.");
        var services = new ServiceOptions();
        var command = new Command("expectations-dataset-checkpoint", "Check what is expected of a built dataset, and log what was found.")
        {
            dataset, file, logDir, configuration, organisations, specification,
        };
        services.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var name = result.GetRequiredValue(dataset);
            var rules = ExpectationRules.OfConfigDatabase(result.GetRequiredValue(configuration), name);
            var addresses = services.Addresses(result);
            using var client = ServiceHttp.Create(addresses.Platform, addresses.Datasette);
            var checkpoint = new DatasetCheckpoint(
                name, result.GetRequiredValue(file), new PlanningPlatform(client, addresses, surroundings.Clock), surroundings.Clock);
            var report = await checkpoint.RunAsync(rules, new RuleOrganisations(CsvTable.Read(result.GetRequiredValue(organisations))), cancel).ConfigureAwait(false);
            ExpectationLog.Write(result.GetRequiredValue(logDir), report, cancel);
            await ExpectationTalk.SayAsync(report, surroundings.Error).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Required(string name, string description) => new(name) { Description = description, Required = true };
}
