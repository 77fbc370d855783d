using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Cli.Expect;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Expectations.Rules;

namespace DigitalLand.Cli.Commands;

/// <summary>Checks a built dataset for a person: what failed, where, and whether it may be published.</summary>
internal static class ExpectCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var dataset = new Argument<string>("dataset") { Description = "The dataset." };
        var file = new Option<string?>("--file-path") { Description = "Its SQLite file; dataset/DATASET.sqlite3 when left out." };
        var organisations = Arguments.Text("--organisation-path", "var/cache/organisation.csv", "organisation.csv.", "-o");
        var logDir = new Option<string?>("--log-dir") { Description = "Also write the log expectation/dataset=DATASET/DATASET.parquet below this folder." };
        var blockOn = Arguments.Text("--block-on", BlockOn.Default.ToString(), "The least severity that blocks publication: critical, error, warning, notice, info, debug or none.");
        var everyDay = new Option<bool>("--every-day") { Description = "Check rules that wait for a weekday, too." };
        var json = new Option<bool>("--json") { Description = "The whole report as JSON." };
        var services = new ServiceOptions();
        var command = new Command("expect", "Check what expect.csv expects of a built dataset. Ends 1 where a failure blocks publication.")
        {
            dataset, file, organisations, logDir, blockOn, everyDay, json,
        };
        services.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var started = surroundings.Clock.GetTimestamp();
            var name = result.GetRequiredValue(dataset);
            var block = BlockOn.Parse(result.GetRequiredValue(blockOn));
            var rules = ExpectationRules.OfPipelineFolder(Arguments.ExistingDirectory(result.GetRequiredValue(group.PipelineDir)), name);
            var addresses = services.Addresses(result);
            using var client = ServiceHttp.Create(addresses.Platform, addresses.Datasette);
            var path = result.GetValue(file) ?? Path.Combine("dataset", name + ".sqlite3");
            var checkpoint = new DatasetCheckpoint(name, path, new PlanningPlatform(client, addresses, surroundings.Clock), surroundings.Clock)
            {
                EveryDay = result.GetValue(everyDay),
                Progress = Console.IsErrorRedirected ? null : new ExpectProgressLine(surroundings),
            };
            var report = await checkpoint.RunAsync(rules, new RuleOrganisations(CsvTable.Read(result.GetRequiredValue(organisations))), cancel).ConfigureAwait(false);
            if (result.GetValue(logDir) is { Length: > 0 } folder)
            {
                ExpectationLog.Write(folder, report, cancel);
            }

            var text = result.GetValue(json) ? ExpectationAnswer.Json(report, block) : ExpectationText.Of(report, block, surroundings.Clock.GetElapsedTime(started));
            await surroundings.Out.WriteAsync(text).ConfigureAwait(false);
            return report.Blocking(block).Count > 0 ? ExitCode.DataProblems : ExitCode.Ok;
        });
        return command;
    }
}
