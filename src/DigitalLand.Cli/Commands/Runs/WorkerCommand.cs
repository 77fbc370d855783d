using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Scheduling;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>One process of the orchestrator: works off tasks, and unless told otherwise schedules too.</summary>
internal static class WorkerCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var settings = new WorkerSettings();
        var format = new LogFormat();
        var definitions = new Option<string?>("--definitions") { Description = "Follow the definitions in this folder or s3://bucket/prefix; without it, the workflows that the store knows." };
        var specification = new Option<string?>("--specification-dir") { Description = "The specification that definitions are expanded over; specification/ in the folder when left out." };
        var metrics = new Option<int?>("--metrics-port") { Description = "Answer Prometheus at /metrics on this port of the loopback address." };
        var command = new Command("worker", "Work off the tasks of a store until stopped; any number of workers share a PostgreSQL store.") { definitions, specification, metrics, format.Option };
        foreach (var option in settings.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (result, cancel) =>
        {
            var log = format.Open(result, settings.Name(result), surroundings);
            try
            {
                var options = settings.Read(result);
                using var telemetry = Telemetry.FromEnvironment(
                    $"{options.Worker.Name}/{Environment.MachineName}/{Environment.ProcessId}",
                    sentence => log.Write(new LogEntry(Severity.Warning, sentence) { Duty = "telemetry" }),
                    surroundings.Clock);
                await using var server = result.GetValue(metrics) is { } port ? await MetricsServer.StartAsync(port, cancel) : null;
                await using var orchestrator = await Orchestrator.OpenAsync(options, surroundings.Clock.Running(), log, cancel);
                SayReady(orchestrator, options.Worker.Name, log);
                if (result.GetValue(definitions) is not { } location)
                {
                    await orchestrator.RunAsync(cancel);
                    return ExitCode.Ok;
                }

                using var live = new LiveCatalogue(
                    orchestrator,
                    location,
                    Path.Combine(options.Folder, "orchestrator", "definitions"),
                    result.GetValue(specification) ?? Path.Combine(options.Folder, "specification"),
                    result.GetValue(settings.Environment)!,
                    surroundings.Clock,
                    log);
                await live.ReadAsync(cancel);
                await Task.WhenAll(live.WatchAsync(cancel), orchestrator.RunAsync(cancel));
                return ExitCode.Ok;
            }
            catch (Exception error) when (log is JsonLog)
            {
                // Whoever reads objects reads no sentences, the last one least of all.
                log.Write(new LogEntry(Severity.Error, CommandLine.Sentence(error)));
                return CommandLine.Code(error);
            }
        });
        return command;
    }

    /// <summary>The file of this very program, also where it runs inside another, as under a test.</summary>
    public static string OwnProgram() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "digital-land"
        ? path
        : Path.Combine(AppContext.BaseDirectory, "digital-land");

    private static void SayReady(Orchestrator orchestrator, string worker, OperatorLog log)
    {
        log.Write(new LogEntry(Severity.Information, $"Worker '{worker}' is ready on {orchestrator.Database.Name}."));
        if (orchestrator.WhyNoControlGroups is { } why)
        {
            log.Write(new LogEntry(Severity.Information, $"The memory of tasks is looked at once a second, as {why}."));
        }

        if (orchestrator.Lost.Count > 0)
        {
            log.Write(new LogEntry(Severity.Warning, $"{orchestrator.Lost.Count} attempts were lost with an earlier process; their tasks go where their retries say."));
        }
    }
}
