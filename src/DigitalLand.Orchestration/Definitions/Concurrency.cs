using System.Text.Json.Serialization;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>What becomes of a start while as many runs as may be are under way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenBusy>))]
public enum WhenBusy
{
    /// <summary>The run waits its turn.</summary>
    Queue,

    /// <summary>There is no run, and the record says why.</summary>
    Skip,
}

/// <summary>How much of a workflow may happen at once.</summary>
public sealed record Concurrency
{
    /// <summary>Runs of this workflow at once.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Tasks of one run at once, children that are waited for included; null where only pools and workers bound them.</summary>
    public int? Tasks { get; init; }

    /// <summary>
    /// What only one run at a time may work on, of whatever workflow: <c>collection/${{ params.collection }}</c>. Null where runs share nothing. May read <c>params</c>.
    /// </summary>
    public TextTemplate? Exclusive { get; init; }

    public WhenBusy WhenBusy { get; init; }
}
