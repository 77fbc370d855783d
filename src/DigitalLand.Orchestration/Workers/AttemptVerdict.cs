using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers.Processes;

namespace DigitalLand.Orchestration.Workers;

/// <summary>Tells from how a process ended, and from who asked it to, why an attempt ended.</summary>
internal static class AttemptVerdict
{
    private const int Aborted = 6;
    private const int NotExecutable = 126;
    private const int NotFound = 127;

    /// <summary>Exit code of our own program when its managed heap had reached the limit.</summary>
    public const int OutOfMemoryCode = 4;

    /// <param name="isOutOfMemory">Whether the kernel says that it has ended processes of the attempt because their memory was full.</param>
    public static AttemptEnd Of(TaskWork work, ProcessEnd end, (EndReason Reason, string Note)? asked, string tail, bool isOutOfMemory = false) => asked switch
    {
        // What has succeeded before the request reached it has succeeded.
        _ when end.ExitCode == 0 && asked?.Reason is not (EndReason.Lost or EndReason.StoreAway) => AttemptEnd.Succeeded with { ExitCode = 0 },
        (EndReason.Cancelled, var note) => new AttemptEnd { State = AttemptState.Cancelled, ExitCode = end.ExitCode, Note = note },
        (EndReason.Stopped, var note) => new AttemptEnd { State = AttemptState.Stopped, ExitCode = end.ExitCode, Note = note },
        (EndReason.TimedOut, var note) => AttemptEnd.Failed(FailureCause.TimedOut, note),
        (EndReason.Stalled, var note) => AttemptEnd.Failed(FailureCause.Stalled, note),
        (EndReason.OutOfMemory, var note) => AttemptEnd.Failed(FailureCause.OutOfMemory, note),
        (EndReason.StoreAway, var note) => AttemptEnd.Failed(FailureCause.StoreAway, note),
        (EndReason.Lost, var note) => AttemptEnd.Failed(FailureCause.Lost, note),
        _ when isOutOfMemory => AttemptEnd.Failed(FailureCause.OutOfMemory, "It reached its memory limit, and the kernel ended it.") with { ExitCode = end.ExitCode },
        _ => OfItself(work, end, tail) with { ExitCode = end.ExitCode },
    };

    private static AttemptEnd OfItself(TaskWork work, ProcessEnd end, string tail) => end switch
    {
        { ExitCode: CommandAction.ClosedExitCode } when work.IsShortCircuit => AttemptEnd.Succeeded,
        { ExitCode: 2 } => AttemptEnd.Failed(FailureCause.WrongUse, "The command line is wrong (exit code 2)."),
        { ExitCode: 3 } => AttemptEnd.Failed(FailureCause.Infrastructure, "Our own infrastructure failed (exit code 3)."),
        { ExitCode: OutOfMemoryCode } => AttemptEnd.Failed(FailureCause.OutOfMemory, "The program's heap reached its limit (exit code 4)."),
        { ExitCode: NotExecutable or NotFound } => AttemptEnd.Failed(FailureCause.NotStarted, $"'{work.Words[0]}' could not be started (exit code {end.ExitCode})."),
        { ExitCode: { } code } => AttemptEnd.Failed(FailureCause.Error, $"It ended with exit code {code}."),
        { Signal: Aborted } when tail.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) => AttemptEnd.Failed(FailureCause.OutOfMemory, "The runtime ran out of memory and aborted."),
        _ => AttemptEnd.Failed(FailureCause.Killed, $"Signal {end.Signal} ended it, which was not ours."),
    };
}
