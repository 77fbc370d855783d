using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Orchestration.Alerts;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Health;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Cli.Answers;

/// <summary>A run with all that is of it.</summary>
internal sealed record RunAnswer(RunRecord Run, IReadOnlyList<TaskRecord> Tasks, IReadOnlyList<AttemptRecord> Attempts);

/// <summary>A run that goes on, with so many of its tasks.</summary>
internal sealed record RetryAnswer(long Run, int Tasks);

/// <summary>How many runs were ended.</summary>
internal sealed record CancelAnswer(int Cancelled);

/// <summary>The orchestrator's health, and its open alerts.</summary>
internal sealed record DoctorAnswer(IReadOnlyList<Finding> Findings, IReadOnlyList<AlertRecord> Alerts);

/// <summary>Answers about runs in JSON: names with dashes, states as the tables show them, moments in UTC, nothing that is null.</summary>
[JsonSerializable(typeof(CancelAnswer))]
[JsonSerializable(typeof(DoctorAnswer))]
[JsonSerializable(typeof(IReadOnlyList<BackfillRecord>))]
[JsonSerializable(typeof(IReadOnlyList<RunRecord>))]
[JsonSerializable(typeof(RetryAnswer))]
[JsonSerializable(typeof(RunAnswer))]
internal sealed partial class RunAnswerJson : JsonSerializerContext
{
    public static RunAnswerJson Named { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Converters = { Words<AttemptState>(), Words<FailureCause>(), Words<RunState>(), Words<RunTrigger>(), Words<TaskState>() },
    });

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.KebabCaseLower);
}
