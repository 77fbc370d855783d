using System.Globalization;
using DigitalLand.Core;

namespace DigitalLand.Orchestration.Scheduling;

/// <summary>
/// Holds an embedded store for one scheduler. The lock is the operating system's, so that it ends with the process however that ends; the name of who holds it lies beside.
/// </summary>
public sealed class SchedulerLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;

    private SchedulerLock(FileStream file, string holder)
    {
        _file = file;
        _holder = holder;
    }

    /// <param name="store">Path of the store's file.</param>
    /// <exception cref="WrongUseException">Another process holds it; the message names it.</exception>
    public static SchedulerLock Take(string store, TimeProvider clock)
    {
        var path = Path.GetFullPath(store);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var holder = path + ".holder";
        try
        {
            var file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Core.Files.AtomicFile.WriteAllBytes(
                holder,
                System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {clock.GetUtcNow():u}")));
            return new SchedulerLock(file, holder);
        }
        catch (IOException error)
        {
            var who = File.Exists(holder) ? File.ReadAllText(holder) : "another process";
            throw new WrongUseException($"The store '{path}' is held by {who}. An embedded store takes one scheduler: end that one, or use a PostgreSQL store for several.", error);
        }
    }

    public void Dispose()
    {
        // The name goes first: without the lock it could be that of the next holder.
        File.Delete(_holder);
        _file.Dispose();
    }
}
