namespace DigitalLand.Orchestration.Runs;

/// <summary>What is to be written because of where a run stands.</summary>
internal abstract record Decision
{
    /// <summary>Everything the task waited for is there.</summary>
    internal sealed record Begin(string Task) : Decision;

    /// <summary>The task has ended without a process of its own, or its items have.</summary>
    internal sealed record End(string Task, TaskState State, string? Note = null, bool IsClosed = false) : Decision;

    /// <summary>The run that the task waited for has failed: its retry policy decides.</summary>
    internal sealed record ChildFailed(string Task, RunState Child) : Decision;

    /// <summary>What no worker holds yet of a fan-out is not to be started any more.</summary>
    internal sealed record CancelItems(string Task) : Decision;

    /// <summary>The run that the task waits for is to end.</summary>
    internal sealed record CancelChild(string Task) : Decision;

    /// <summary>The run has taken too long: what is under way is to be ended.</summary>
    internal sealed record TimeOut : Decision;

    internal sealed record EndRun(RunState State, string? Note = null) : Decision;
}
