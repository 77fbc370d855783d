using System.Data.Common;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>A task whose attempt has just ended.</summary>
internal sealed record LeasedTask(long Id, long Run, string Name, long Item, TaskWork Work, string Retries, RunState RunState)
{
    public const string Columns = "t.id, t.run, t.name, t.item, t.work, t.retries, r.state";

    public static LeasedTask Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        row.GetString(2),
        row.GetInt64(3),
        Lease.ReadWork(row.GetString(4)),
        row.GetString(5),
        Words.Parse<RunState>(row.GetString(6)));

    /// <summary>What the task becomes.</summary>
    public AfterAttempt AfterAttempt(AttemptEnd end)
    {
        var isClosed = Work.IsShortCircuit && end.ExitCode == CommandAction.ClosedExitCode;
        var stops = RunState is RunState.Cancelling or RunState.TimingOut;
        return end.State switch
        {
            AttemptState.Succeeded => new AfterAttempt(TaskState.Succeeded, isClosed),
            AttemptState.Cancelled => new AfterAttempt(TaskState.Cancelled),
            AttemptState.Stopped => stops ? new AfterAttempt(TaskState.Cancelled) : new AfterAttempt(TaskState.Queued) { Counts = RetryCounts.Parse(Retries) },
            _ when stops => new AfterAttempt(TaskState.Failed),
            _ => RetryCounts.Parse(Retries).Next(Work.Retries, end.Cause ?? FailureCause.Error, Id) is { } retry
                ? new AfterAttempt(TaskState.Queued) { Delay = retry.Delay, Counts = retry.Counts }
                : new AfterAttempt(TaskState.Failed),
        };
    }
}

/// <summary>What a task becomes, and of one that goes back to the queue when and with which counts.</summary>
internal sealed record AfterAttempt(TaskState State, bool IsClosed = false)
{
    public TimeSpan Delay { get; init; }

    public RetryCounts? Counts { get; init; }
}

internal static class TaskAfterAttempt
{
    public static Task<int> WriteAsync(StoreSession session, LeasedTask task, long token, AttemptEnd end, DateTimeOffset now)
    {
        var after = task.AfterAttempt(end);
        if (after.State == TaskState.Queued)
        {
            return session.ExecuteAsync(
                """
                update task set state = 'queued', due_at = @due, queued_at = @now, retries = @retries, cause = @cause, note = @note
                where id = @id and state = 'running' and attempt = @token
                """,
                ("due", (now + after.Delay).ToUnixTimeMilliseconds()),
                ("now", now.ToUnixTimeMilliseconds()),
                ("retries", after.Counts!.ToString()),
                ("cause", end.Cause?.Word()),
                ("note", end.Note),
                ("id", task.Id),
                ("token", token));
        }

        return session.ExecuteAsync(
            """
            update task set state = @state, closed = @closed, output = @output, cause = @cause, note = @note, ended_at = @now
            where id = @id and state = 'running' and attempt = @token
            """,
            ("state", after.State.Word()),
            ("closed", after.IsClosed ? 1L : 0L),
            ("output", end.Output),
            ("cause", end.Cause?.Word()),
            ("note", end.Note),
            ("now", now.ToUnixTimeMilliseconds()),
            ("id", task.Id),
            ("token", token));
    }
}
