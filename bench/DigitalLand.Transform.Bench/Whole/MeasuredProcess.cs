using System.Diagnostics;
using System.Globalization;
using DigitalLand.Core;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>What one process took from its start to its end.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="PeakBytes">The most memory that it had resident.</param>
internal sealed record ProcessCost(TimeSpan Wall, TimeSpan Cpu, long PeakBytes);

/// <summary>Runs a program and measures it from outside, as whoever waits for it sees it.</summary>
internal static class MeasuredProcess
{
    /// <summary>In milliseconds: what is reached only in the last of these is not seen.</summary>
    private const int PeakEvery = 5;

    /// <exception cref="RunFailedException">The program said that it failed.</exception>
    public static ProcessCost Run(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, TimeProvider clock)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var cpu = ChildTimes.Now();
        var began = clock.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(PeakEvery))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        var cost = new ProcessCost(clock.GetElapsedTime(began), ChildTimes.Now() - cpu, peak);
        Task.WaitAll(output, error);
        return process.ExitCode == 0
            ? cost
            : throw new RunFailedException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {error.Result.Trim()}");
    }

    /// <summary>The kernel keeps the highest mark itself, so that looking now and then is exact but for the end; 0 of a process that has ended.</summary>
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan()["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
