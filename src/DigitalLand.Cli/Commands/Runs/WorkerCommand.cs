using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>One process of the orchestrator: works off tasks, and unless told otherwise schedules too.</summary>
internal static class WorkerCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var options = new StoreOptions();
        var defaults = new WorkerOptions();
        var directory = Arguments.Text("--directory", ".", "The folder in which commands run.");
        var logs = new Option<string?>("--logs") { Description = "Where attempts have their logs; orchestrator/logs in the folder when left out." };
        var name = Arguments.Text("--name", Environment.MachineName, "What people call this worker.");
        var additional = new Option<bool>("--additional") { Description = "An additional worker, for heavy work, instead of a base worker." };
        var slots = new Option<int>("--slots") { Description = "Tasks at once.", DefaultValueFactory = _ => defaults.Slots };
        var memory = new Option<int>("--memory") { Description = "MiB for all tasks together.", DefaultValueFactory = _ => defaults.Memory };
        var lease = new Option<double>("--lease") { Description = "Seconds without a sign of life after which a worker is lost; the same for all workers of a store.", DefaultValueFactory = _ => defaults.Lease.TotalSeconds };
        var grace = new Option<double>("--stop-grace") { Description = "Seconds that running tasks may go on for when the worker is asked to stop.", DefaultValueFactory = _ => defaults.StopGrace.TotalSeconds };
        var stalled = new Option<double>("--stalled-after") { Description = "Seconds without progress after which a task that tells how far it is has stalled, unless its definition says otherwise.", DefaultValueFactory = _ => OrchestratorOptions.DefaultStalledAfter.TotalSeconds };
        var definitions = new Option<string?>("--definitions") { Description = "Follow the definitions in this folder or s3://bucket/prefix; without it, the workflows that the store knows." };
        var specification = new Option<string?>("--specification-dir") { Description = "The specification that definitions are expanded over; specification/ in the folder when left out." };
        var environment = Arguments.Text("--environment", Environment.GetEnvironmentVariable("ENVIRONMENT") ?? "local", "development, staging, production or local.");
        var slack = Arguments.Text("--slack", Environment.GetEnvironmentVariable("DIGITAL_LAND_SLACK_WEBHOOK") ?? "", "Slack's incoming webhook for alerts and notifications; also DIGITAL_LAND_SLACK_WEBHOOK.");
        var metrics = new Option<int?>("--metrics-port") { Description = "Answer Prometheus at /metrics on this port of the loopback address." };
        var onlyWork = new Option<bool>("--no-scheduler") { Description = "Work off tasks only: other workers of the store schedule." };
        var command = new Command("worker", "Work off the tasks of a store until stopped; any number of workers share a PostgreSQL store.")
        {
            options.Store, directory, logs, name, additional, slots, memory, lease, grace, stalled, definitions, specification, environment, slack, metrics, onlyWork,
        };
        command.SetAction(async (result, cancel) =>
        {
            var folder = Path.GetFullPath(Arguments.ExistingDirectory(result.GetValue(directory)!));
            var settings = new OrchestratorOptions
            {
                Store = result.GetValue(options.Store)!,
                Folder = folder,
                Logs = Path.GetFullPath(result.GetValue(logs) ?? Path.Combine(folder, "orchestrator", "logs")),
                Program = OwnProgram(),
                UsesControlGroups = true,
                StalledAfter = TimeSpan.FromSeconds(result.GetValue(stalled)),
                Schedules = !result.GetValue(onlyWork),
                EnvironmentName = result.GetValue(environment)!,
                Slack = result.GetValue(slack) is { Length: > 0 } webhook
                    ? new SlackOptions(Uri.TryCreate(webhook, UriKind.Absolute, out var uri) ? uri : throw new WrongUseException("--slack wants an address such as https://hooks.slack.com/services/..."))
                    : null,
                Worker = new WorkerOptions
                {
                    Name = result.GetValue(name)!,
                    Class = result.GetValue(additional) ? WorkerKind.Additional : WorkerKind.Base,
                    Slots = result.GetValue(slots),
                    Memory = result.GetValue(memory),
                    Lease = TimeSpan.FromSeconds(result.GetValue(lease)),
                    StopGrace = TimeSpan.FromSeconds(result.GetValue(grace)),
                },
            };
            using var telemetry = Telemetry.FromEnvironment(
                $"{settings.Worker.Name}/{Environment.MachineName}/{Environment.ProcessId}", sentence => surroundings.Error.WriteLine($"digital-land: telemetry: {sentence}"), surroundings.Clock);
            await using var server = result.GetValue(metrics) is { } port ? await MetricsServer.StartAsync(port, cancel) : null;
            await using var orchestrator = await Orchestrator.OpenAsync(
                settings,
                surroundings.Clock.Running(),
                (duty, error) => surroundings.Error.WriteLine($"digital-land: {duty}: {error.Message}"),
                cancel);
            await surroundings.Error.WriteLineAsync($"Worker '{settings.Worker.Name}' is ready on {orchestrator.Database.Name}.");
            if (orchestrator.WhyNoControlGroups is { } why)
            {
                await surroundings.Error.WriteLineAsync($"The memory of tasks is looked at once a second, as {why}.");
            }

            if (result.GetValue(definitions) is not { } location)
            {
                await orchestrator.RunAsync(cancel);
                return ExitCode.Ok;
            }

            using var live = new LiveCatalogue(
                orchestrator,
                location,
                Path.Combine(folder, "orchestrator", "definitions"),
                result.GetValue(specification) ?? Path.Combine(folder, "specification"),
                result.GetValue(environment)!,
                surroundings);
            await live.ReadAsync(cancel);
            await Task.WhenAll(live.WatchAsync(cancel), orchestrator.RunAsync(cancel));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The file of this very program, also where it runs inside another, as under a test.</summary>
    public static string OwnProgram() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "digital-land"
        ? path
        : Path.Combine(AppContext.BaseDirectory, "digital-land");
}
