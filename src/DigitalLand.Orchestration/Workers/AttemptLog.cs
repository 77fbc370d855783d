using System.Text;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Workers;

/// <summary>
/// The file into which the processes of an attempt write as they go: nothing stands between them and it, so it holds what they said even when the worker dies. Where another task reads
/// standard output, that goes to a file of its own and joins the log at the end.
/// </summary>
internal sealed class AttemptLog
{
    private const int TailBytes = 8 * 1024;
    private const int TailLines = 20;

    private AttemptLog(string path, string output)
    {
        Path = path;
        Output = output;
    }

    public string Path { get; }

    /// <summary>Where the attempt's process leaves its signs of life; see <see cref="Core.Progress.Heartbeat"/>.</summary>
    public string Beat => Path + ".beat";

    /// <summary>Where standard output goes.</summary>
    public string Output { get; }

    public static AttemptLog Create(string folder, Lease lease)
    {
        var path = Lease.LogOf(folder, lease.Run, lease.Name, lease.Number);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);

        // A number is used once; what stands here is from a store that is no more.
        File.Delete(path);
        var output = lease.Work.KeepsOutput ? path + ".out" : path;
        File.Delete(output);
        var log = new AttemptLog(path, output);
        File.Delete(log.Beat);
        return log;
    }

    /// <returns>The last lines, and the last line of standard output that is not blank.</returns>
    public async Task<(string Tail, string? LastLine)> CloseAsync()
    {
        string? last = null;
        File.Delete(Beat);
        if (Output != Path && File.Exists(Output))
        {
            await foreach (var line in File.ReadLinesAsync(Output))
            {
                last = string.IsNullOrWhiteSpace(line) ? last : line;
            }

            await using (var log = new FileStream(Path, FileMode.Append))
            await using (var output = File.OpenRead(Output))
            {
                await output.CopyToAsync(log);
            }

            File.Delete(Output);
        }

        return (Tail(Path), last);
    }

    private static string Tail(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var file = File.OpenRead(path);
        file.Seek(-Math.Min(file.Length, TailBytes), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // PostgreSQL refuses the zero character in text.
        return string.Join('\n', lines.TakeLast(TailLines)).Replace("\0", "", StringComparison.Ordinal);
    }
}
