namespace DigitalLand.Orchestration.Runs;

/// <summary>
/// Where a run stands. <c>queued → running → succeeded | failed</c>; on the way <c>cancelling → cancelled</c> or <c>timing-out → failed</c> while processes are ended;
/// <c>skipped</c> where there was never to be one. Only a retry takes a run out of an end state, back to <c>queued</c>.
/// </summary>
public enum RunState
{
    /// <summary>Waits for runs that may not go on beside it.</summary>
    Queued,
    Running,
    Cancelling,
    TimingOut,
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>Not started, because of a misfire or because enough runs were under way; the note says why.</summary>
    Skipped,
}

/// <summary>Who asked for a run.</summary>
public enum RunTrigger
{
    Schedule,
    Person,

    /// <summary>A task of another run.</summary>
    Task,
    Backfill,
}

/// <summary>
/// Where a task stands. <c>waiting → queued → running → an end</c>; back from running to queued for a retry. Those that hold no worker go through <c>child</c>
/// (another run, a wait) or <c>expanded</c> (a fan-out) instead.
/// </summary>
public enum TaskState
{
    Waiting,
    Expanded,
    Child,

    /// <summary>To be leased when it is due; a task that waits for its retry is due later.</summary>
    Queued,
    Running,
    Succeeded,
    Failed,
    Skipped,
    UpstreamFailed,
    Cancelled,
}

/// <summary>Where an attempt stands: it leaves <c>running</c> once, by compare-and-set.</summary>
public enum AttemptState
{
    Running,
    Succeeded,
    Failed,
    Cancelled,

    /// <summary>The worker was asked to stop and put the task back; no retry is used up.</summary>
    Stopped,
}

/// <summary>Which states are ends.</summary>
public static class States
{
    public static bool IsEnd(this RunState state) => state is RunState.Succeeded or RunState.Failed or RunState.Cancelled or RunState.Skipped;

    public static bool IsEnd(this TaskState state) =>
        state is TaskState.Succeeded or TaskState.Failed or TaskState.Skipped or TaskState.UpstreamFailed or TaskState.Cancelled;
}
