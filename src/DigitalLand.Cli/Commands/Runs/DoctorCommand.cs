using System.CommandLine;
using DigitalLand.Cli.Answers;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Health;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Whether the orchestrator is well, and what to do where it is not.</summary>
internal static class DoctorCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var command = new Command("doctor", "Look at the orchestrator's health: store, workers, queue, open alerts. Ends with 1 where something is wrong.") { options.Store, options.Json };
        command.SetAction(async (result, cancel) =>
        {
            await using var database = await options.OpenAsync(result, surroundings.Clock, cancel);
            var findings = await new Examination(database, surroundings.Clock).RunAsync(cancel);
            var alerts = (await new AlertBook(database, surroundings.Clock).ListAsync(20, cancel)).Where(alert => alert.ResolvedAt is null).ToList();
            if (result.GetValue(options.Json))
            {
                Answer.Write(surroundings.Out, new DoctorAnswer(findings, alerts), RunAnswerJson.Named.DoctorAnswer);
            }
            else
            {
                Answer.Table(surroundings.Out, ["", "what", "found"], findings.Select(finding => new[] { finding.IsWell ? "ok" : "!!", finding.What, finding.Found }));
                Answer.Table(surroundings.Out, ["alert", "when", "class", "what"], alerts.Select(alert => new[] { alert.Id.ToString(), Answer.Moment(alert.CreatedAt), alert.Class.Word(), alert.Title }));
            }

            return findings.All(finding => finding.IsWell) ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }
}
