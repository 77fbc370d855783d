using System.Globalization;

namespace DigitalLand.Orchestration.Workers.Processes;

/// <summary>A process as the kernel shows it.</summary>
/// <param name="Session">Number of the session's first process.</param>
/// <param name="Resident">Bytes of resident memory.</param>
internal sealed record ProcessEntry(int Id, char State, int Session, long Resident);

/// <summary>All processes of the machine at one moment, from /proc.</summary>
internal static class ProcessTable
{
    public static List<ProcessEntry> Read()
    {
        var processes = new List<ProcessEntry>();
        foreach (var id in Ids())
        {
            if (ReadOne(id) is { } entry)
            {
                processes.Add(entry);
            }
        }

        return processes;
    }

    /// <summary>The processes of a session. Asked at the end of every attempt, so no file is read for those of others.</summary>
    public static IEnumerable<int> OfSession(int session) => Ids().Where(id => Libc.SessionOf(id) == session);

    /// <summary>The processes whose environment, as they were started with it, has a variable of this value.</summary>
    public static IEnumerable<int> WithVariable(string name, string value)
    {
        var wanted = $"{name}={value}";
        foreach (var process in Read().Where(process => process.State != 'Z'))
        {
            string environment;
            try
            {
                environment = File.ReadAllText($"/proc/{process.Id}/environ");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Gone meanwhile, or another user's.
                continue;
            }

            if (environment.Split('\0').Contains(wanted, StringComparer.Ordinal))
            {
                yield return process.Id;
            }
        }
    }

    private static IEnumerable<int> Ids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    private static ProcessEntry? ReadOne(int id)
    {
        try
        {
            // The name in brackets may hold anything; the fields follow its last bracket.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessEntry(
                id,
                fields[0][0],
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
