using System.ComponentModel;
using DigitalLand.Orchestration.Workers.Cgroups;

namespace DigitalLand.Orchestration.Workers.Processes;

/// <summary>How a process ended: by itself with a code, or by a signal.</summary>
internal sealed record ProcessEnd(int? ExitCode, int? Signal, TimeSpan Processor);

/// <summary>
/// The processes of one attempt: a session of their own, which ends as a whole. It is kept on a leash, a pipe whose other end this process holds: when that closes, even because this process was
/// killed, everything in the session's group is killed.
/// </summary>
internal sealed class AttemptProcess : IDisposable
{
    /// <summary>
    /// Reads the leash in the background and kills the group at its end, then becomes the command: the same process, so that its end is the command's end.
    /// $1 is where it enters the attempt's control group, blank where there is none; $2 the folder to run in.
    /// </summary>
    private const string Keeper = """
        [ -z "$1" ] || echo $$ >"$1" || exit 126
        shift
        exec 3<&0 0</dev/null
        { read -r _ <&3; kill -KILL 0; } 1>/dev/null 2>&1 &
        exec 3<&-
        cd "$1" || exit 126
        shift
        exec "$@"
        """;

    private readonly AttemptGroup? _group;
    private int _leash;

    private AttemptProcess(int id, int leash, AttemptGroup? group)
    {
        _group = group;
        Id = id;
        _leash = leash;
        var end = new TaskCompletionSource<ProcessEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ended = end.Task;
        new Thread(() => end.SetResult(Wait(id)), maxStackSize: 128 * 1024) { IsBackground = true, Name = "attempt " + id }.Start();
    }

    /// <summary>Of the first process; also of its group and its session.</summary>
    public int Id { get; }

    /// <summary>Done when the first process has ended.</summary>
    public Task<ProcessEnd> Ended { get; }

    /// <param name="group">Of the attempt; null where it has none.</param>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static AttemptProcess Start(
        IReadOnlyList<string> words, string folder, IReadOnlyDictionary<string, string> environment, string output, string error, AttemptGroup? group = null)
    {
        var (process, leash) = Spawn.Start(["/bin/sh", "-c", Keeper, "keeper", group?.Members ?? "", folder, .. words], environment, output, error);
        return new AttemptProcess(process, leash, group);
    }

    /// <summary>Sends a signal to the whole group; one that has gone is no error.</summary>
    public void Signal(int signal) => _ = Libc.Kill(-Id, signal);

    /// <summary>Kills all that is left: the group, and what has left the group but not the session, nor ever the control group.</summary>
    public void KillAll()
    {
        _group?.Kill();
        Signal(Libc.SigKill);
        foreach (var process in ProcessTable.OfSession(Id))
        {
            _ = Libc.Kill(process, Libc.SigKill);
        }
    }

    /// <summary>Lets go of the leash, after which nothing of the group lives on.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _leash, -1) is >= 0 and var leash)
        {
            _ = Libc.Close(leash);
        }
    }

    private static ProcessEnd Wait(int process)
    {
        const int Interrupted = 4;
        int status;
        Libc.Usage usage;
        while (Libc.Wait(process, out status, 0, out usage) < 0)
        {
            if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() != Interrupted)
            {
                return new ProcessEnd(null, Libc.SigKill, TimeSpan.Zero);
            }
        }

        var signal = status & 0x7F;
        return signal == 0 ? new ProcessEnd((status >> 8) & 0xFF, null, usage.Processor) : new ProcessEnd(null, signal, usage.Processor);
    }
}
