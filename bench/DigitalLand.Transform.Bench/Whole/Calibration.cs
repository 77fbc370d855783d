using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DigitalLand.Transform.Bench.Whole;

/// <summary>
/// How fast the machine is now, told by a loop like the reference's work: reading CSV and hashing it, in Python. The same loop was
/// timed when the reference was, so the quotient carries the reference's seconds over to this machine and this minute.
/// </summary>
internal static class Calibration
{
    private const string Loop = """
        import csv, hashlib, io, time
        TEXT = "".join(f'{i},"a, b {i}",{i * 7919 % 9973},2024-01-{i % 28 + 1:02d}\r\n' for i in range(20000))
        def once():
            t, h = time.process_time(), hashlib.sha256()
            for _ in range(10):
                for r in csv.reader(io.StringIO(TEXT)):
                    h.update(":".join(r).encode())
            return time.process_time() - t
        print(sorted(once() for _ in range(5))[2])
        """;

    /// <summary>Seconds of processor time, the median of five; null where there is no python3.</summary>
    public static double? Measure()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Loop]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var printed = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? double.Parse(printed, CultureInfo.InvariantCulture) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
