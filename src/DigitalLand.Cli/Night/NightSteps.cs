using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Night;

/// <summary>Tells from the tasks of a run how far its stages are.</summary>
internal sealed class NightSteps(IProgress<NightStep> progress)
{
    /// <summary>What follows a dataset's name in the task that assembles and publishes it.</summary>
    public const string Assembling = "-assemble-and-bake";

    /// <summary>The workflow of the databases over all collections, and the task of it that builds them.</summary>
    public const string Building = "build-digital-land-builder";

    private readonly Dictionary<(string Collection, string Stage), (int Done, int Total)> _said = [];

    /// <summary>The stage that a task belongs to, or null where it is none that a person waits for.</summary>
    public static string? StageOf(string task) => task switch
    {
        _ when task.EndsWith("-collect", StringComparison.Ordinal) => "collect",
        _ when task.Contains("-transform", StringComparison.Ordinal) => "transform",
        _ when task.EndsWith(Assembling, StringComparison.Ordinal) => "assemble",
        Building => "build",
        _ => null,
    };

    public void Report(string collection, IReadOnlyList<TaskRecord> tasks)
    {
        foreach (var stage in tasks.Where(task => StageOf(task.Name) is not null).GroupBy(task => StageOf(task.Name)!))
        {
            var step = (Done: stage.Count(task => task.State.IsEnd()), Total: stage.Count());
            if (!_said.TryGetValue((collection, stage.Key), out var said) || said != step)
            {
                _said[(collection, stage.Key)] = step;
                progress.Report(new NightStep(stage.Key, collection, step.Done, step.Total, "tasks"));
            }
        }
    }
}
