using System.Collections.Concurrent;
using System.ComponentModel;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers.Cgroups;
using DigitalLand.Orchestration.Workers.Processes;

namespace DigitalLand.Orchestration.Workers;

/// <summary>Runs each attempt as a process in a session of its own, watches what it uses, and tells how it ended.</summary>
public sealed class ProcessRunner(ProcessOptions options, TimeProvider clock, ArchivedLogs? archive = null) : IAttemptRunner
{
    /// <summary>In the environment of every process of an attempt: the store and the attempt's token.</summary>
    public const string Marker = "DIGITAL_LAND_ATTEMPT";

    private readonly ConcurrentDictionary<int, Watched> _running = new();

    public async Task<AttemptEnd> RunAsync(Lease lease, EndRequest request)
    {
        var log = AttemptLog.Create(options.Logs, lease);
        var group = GroupFor(lease);
        try
        {
            return await RunAsync(lease, request, log, group);
        }
        catch (Win32Exception error)
        {
            return AttemptEnd.Failed(FailureCause.NotStarted, $"'{lease.Work.Words[0]}' could not be started: {error.Message}.") with { Log = log.Path };
        }
        finally
        {
            if (group is not null)
            {
                options.Groups!.End(group);
            }
        }
    }

    private async Task<AttemptEnd> RunAsync(Lease lease, EndRequest request, AttemptLog log, AttemptGroup? group)
    {
        using var process = AttemptProcess.Start(Words(lease), options.Folder, AttemptEnvironment.Of(lease, options, log.Beat), log.Output, log.Path, group);
        var limit = group is null ? options.LimitOf(lease) : null;
        var watched = new Watched(lease.Token, request, limit, new BeatWatch(log.Beat, lease.Work.StalledAfter ?? options.StalledAfter, clock))
        {
            Lines = options.Lines is { } lines ? new AttemptLines(log.Path, lease, lines) : null,
        };
        _running[process.Id] = watched;
        using var ended = new CancellationTokenSource();
        var copies = archive?.FollowAsync(lease, log.Path, ended.Token) ?? Task.CompletedTask;
        var (end, asked) = await EndAsync(process, lease.Work.Timeout, request);
        _running.TryRemove(process.Id, out _);

        // Whatever the first process left behind ends with it.
        process.KillAll();
        var told = await log.CloseAsync();
        watched.Lines?.PassOn(isEnd: true);
        await ended.CancelAsync();
        await copies;
        return AttemptVerdict.Of(lease.Work, end, asked, told.Tail, group?.HasRunOutOfMemory() ?? false) with
        {
            Log = archive is null ? log.Path : await archive.KeepAsync(lease, log.Path),
            Tail = told.Tail,
            Output = lease.Work.KeepsOutput ? told.LastLine : null,
            Cpu = end.Processor,
            PeakMemory = watched.Peak > 0 ? watched.Peak : null,
            Progress = watched.Beats.Progress,
        };
    }

    /// <summary>Null where no group can be made: then the worker itself looks at the memory.</summary>
    private AttemptGroup? GroupFor(Lease lease)
    {
        try
        {
            return options.Groups?.Create(lease.Token, options.LimitOf(lease));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // As on a machine that has no groups at all: a limit that is looked at is better than no attempt.
            return null;
        }
    }

    public long Watch()
    {
        if (_running.IsEmpty)
        {
            return 0;
        }

        var used = ProcessTable.Read().GroupBy(process => process.Session).ToDictionary(group => group.Key, group => group.Sum(process => process.Resident));
        foreach (var (session, watched) in _running)
        {
            var resident = used.GetValueOrDefault(session);
            watched.Peak = Math.Max(watched.Peak, resident);
            watched.Lines?.PassOn();
            if (watched.Beats.Look() is { } stalled)
            {
                watched.Request.Ask(EndReason.Stalled, stalled);
            }

            if (watched.LimitMebibytes is { } limit && resident > (long)limit << 20)
            {
                watched.Request.Ask(EndReason.OutOfMemory, $"It used {resident >> 20} MiB and was given {limit}.");
            }
        }

        return _running.Keys.Sum(session => used.GetValueOrDefault(session));
    }

    public IReadOnlyDictionary<long, string> Progress() => _running.Values
        .Where(watched => watched.Beats.Progress is { Length: > 0 })
        .ToDictionary(watched => watched.Token, watched => watched.Beats.Progress!);

    /// <summary>Waits for the end, or brings it about: by asking, and by force when that has not helped within the grace.</summary>
    private async Task<(ProcessEnd End, (EndReason Reason, string Note)? Asked)> EndAsync(AttemptProcess process, TimeSpan timeout, EndRequest request)
    {
        using var timer = clock.CreateTimer(
            _ => request.Ask(EndReason.TimedOut, $"It took longer than {timeout:g}."),
            state: null,
            timeout < TimeSpan.FromDays(40) ? timeout : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        if (await Task.WhenAny(process.Ended, request.Asked) == process.Ended)
        {
            return (await process.Ended, null);
        }

        var asked = await request.Asked;

        // Out of memory or out of the lease there is no time for a farewell.
        if (asked.Reason is not (EndReason.OutOfMemory or EndReason.StoreAway or EndReason.Lost))
        {
            process.Signal(Libc.SigTerm);
            try
            {
                return (await process.Ended.WaitAsync(options.Grace, clock), asked);
            }
            catch (TimeoutException)
            {
                // It has had its chance.
            }
        }

        process.KillAll();
        return (await process.Ended, asked);
    }

    private IReadOnlyList<string> Words(Lease lease) => lease.Work.Words[0] == CommandAction.OwnProgram ? [options.Program, .. lease.Work.Words.Skip(1)] : lease.Work.Words;

    /// <param name="limitMebibytes">That the worker has to keep; null where the kernel does.</param>
    private sealed class Watched(long token, EndRequest request, int? limitMebibytes, BeatWatch beats)
    {
        public long Token => token;

        public BeatWatch Beats => beats;

        public AttemptLines? Lines { get; init; }

        public EndRequest Request => request;

        public int? LimitMebibytes => limitMebibytes;

        public long Peak { get; set; }
    }
}
