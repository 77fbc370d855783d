using System.CommandLine;
using DigitalLand.Cli.Tasks;
using DigitalLand.Core;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>The options that say how a process of the orchestrator works.</summary>
internal sealed class WorkerSettings
{
    private static readonly WorkerOptions Defaults = new();
    private static readonly RetentionPeriods Kept = new();

    private readonly StoreOptions _store = new();
    private readonly Option<string> _directory = Arguments.Text("--directory", ".", "The folder in which commands run.");
    private readonly Option<string?> _logs = new("--logs") { Description = "Where attempts have their logs; orchestrator/logs in the folder when left out." };
    private readonly Option<string> _archive = Arguments.Text(
        "--archive",
        System.Environment.GetEnvironmentVariable(TaskArchive.Variable) ?? "",
        $"Folder or s3://bucket/prefix that the tasks of all workers share, and where logs of attempts are kept for every machine to read; also {TaskArchive.Variable}. Without it the folder is all there is.");

    private readonly Option<string> _name = Arguments.Text("--name", System.Environment.MachineName, "What people call this worker.");
    private readonly Option<bool> _additional = new("--additional") { Description = "An additional worker, for heavy work, instead of a base worker." };
    private readonly Option<int> _slots = new("--slots") { Description = "Tasks at once.", DefaultValueFactory = _ => Defaults.Slots };
    private readonly Option<int> _memory = new("--memory") { Description = "MiB for all tasks together.", DefaultValueFactory = _ => Defaults.Memory };
    private readonly Option<double> _lease = Number("--lease", "Seconds without a sign of life after which a worker is lost; the same for all workers of a store.", Defaults.Lease.TotalSeconds);
    private readonly Option<double> _grace = Number("--stop-grace", "Seconds that running tasks may go on for when the worker is asked to stop.", Defaults.StopGrace.TotalSeconds);
    private readonly Option<double> _stalled = Number(
        "--stalled-after",
        "Seconds without progress after which a task that tells how far it is has stalled, unless its definition says otherwise.",
        OrchestratorOptions.DefaultStalledAfter.TotalSeconds);

    private readonly Option<double> _keepRuns = Number("--keep-runs", "Days for which the record of a run is kept.", Kept.Runs.TotalDays);
    private readonly Option<double> _keepLogs = Number("--keep-logs", "Days for which all that its tasks wrote is kept.", Kept.Logs.TotalDays);
    private readonly Option<double> _keepAlerts = Number("--keep-alerts", "Days for which alerts are kept that stand no longer.", Kept.Alerts.TotalDays);
    private readonly Option<string> _slack = Arguments.Text(
        "--slack", System.Environment.GetEnvironmentVariable("DIGITAL_LAND_SLACK_WEBHOOK") ?? "", "Slack's incoming webhook for alerts and notifications; also DIGITAL_LAND_SLACK_WEBHOOK.");

    private readonly Option<bool> _taskOutput = new("--task-output") { Description = "Say what tasks say too, line by line, beside their own logs." };
    private readonly Option<bool> _onlyWork = new("--no-scheduler") { Description = "Work off tasks only: other workers of the store schedule." };

    /// <summary>For which workflows are expanded and alerts are told from notifications.</summary>
    public Option<string> Environment { get; } = Arguments.Text(
        "--environment", System.Environment.GetEnvironmentVariable("ENVIRONMENT") ?? "local", "development, staging, production or local.");

    public IEnumerable<Option> All =>
    [
        _store.Store, _directory, _archive, _logs, _name, _additional, _slots, _memory, _lease, _grace, _stalled, _keepRuns, _keepLogs, _keepAlerts, Environment, _slack, _taskOutput, _onlyWork,
    ];

    public string Name(ParseResult result) => result.GetValue(_name)!;

    /// <exception cref="WrongUseException">A value cannot be what it should.</exception>
    public OrchestratorOptions Read(ParseResult result)
    {
        var folder = Path.GetFullPath(Arguments.ExistingDirectory(result.GetValue(_directory)!));
        var shared = Archive(result.GetValue(_archive)!);
        return new OrchestratorOptions
        {
            Store = result.GetValue(_store.Store)!,
            Folder = folder,
            Logs = Path.GetFullPath(result.GetValue(_logs) ?? Path.Combine(folder, "orchestrator", "logs")),
            Archive = shared,
            Environment = shared is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [TaskArchive.Variable] = shared },
            Program = WorkerCommand.OwnProgram(),
            UsesControlGroups = true,
            SaysWhatTasksSay = result.GetValue(_taskOutput),
            StalledAfter = TimeSpan.FromSeconds(result.GetValue(_stalled)),
            Keep = new RetentionPeriods
            {
                Runs = TimeSpan.FromDays(result.GetValue(_keepRuns)),
                Logs = TimeSpan.FromDays(result.GetValue(_keepLogs)),
                Alerts = TimeSpan.FromDays(result.GetValue(_keepAlerts)),
            }.Checked(),
            Schedules = !result.GetValue(_onlyWork),
            EnvironmentName = result.GetValue(Environment)!,
            Slack = Slack(result.GetValue(_slack)!),
            Worker = new WorkerOptions
            {
                Name = Name(result),
                Class = result.GetValue(_additional) ? WorkerKind.Additional : WorkerKind.Base,
                Slots = result.GetValue(_slots),
                Memory = result.GetValue(_memory),
                Lease = TimeSpan.FromSeconds(result.GetValue(_lease)),
                StopGrace = TimeSpan.FromSeconds(result.GetValue(_grace)),
            },
        };
    }

    /// <summary>Where the archive is from every folder; null where none is named.</summary>
    /// <exception cref="WrongUseException">There is no such folder.</exception>
    private static string? Archive(string location) => location switch
    {
        "" => null,
        _ when location.StartsWith("s3://", StringComparison.Ordinal) => location,
        _ => Path.GetFullPath(Arguments.ExistingDirectory(location)),
    };

    private static SlackOptions? Slack(string webhook) => webhook.Length == 0 ? null
        : Uri.TryCreate(webhook, UriKind.Absolute, out var address) ? new SlackOptions(address)
        : throw new WrongUseException("--slack wants an address such as https://hooks.slack.com/services/...");

    private static Option<double> Number(string name, string description, double value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
