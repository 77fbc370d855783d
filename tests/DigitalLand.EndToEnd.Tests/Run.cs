using System.Diagnostics;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>A program run to its end, with what it said.</summary>
internal sealed record Finished(int ExitCode, string Out, string Error)
{
    /// <summary>The last line that it said to a person.</summary>
    public string LastLine => Error.TrimEnd().Split('\n')[^1];
}

/// <summary>Runs programs as a person would, our own first of all.</summary>
internal static class Run
{
    /// <summary>The native program where ./test has made it and says so; else the program as the tests' build made it.</summary>
    public static string DigitalLand { get; } = Environment.GetEnvironmentVariable("DIGITAL_LAND_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "digital-land");

    public static async Task<Finished> ProgramAsync(string file, string workingDirectory, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new Finished(process.ExitCode, await output, await error);
    }
}
