using System.Diagnostics;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>One run of the program's <c>pipeline</c> over the fixtures, as a child process whose memory has a bound.</summary>
internal static class ProgramRun
{
    /// <param name="folder">Holds <c>pipeline/</c> and takes the outputs, the transformed file as <c>transformed.csv</c>.</param>
    /// <param name="heapLimit">Bytes; the runtime ends the process that needs more.</param>
    /// <returns>The exit code and what stands on stderr.</returns>
    public static async Task<(int ExitCode, string Error)> PipelineAsync(string folder, string input, long heapLimit)
    {
        string[] arguments =
        [
            "-n", "conservation-area", "-p", "pipeline", "-s", Path.Combine(RecordedCase.Fixtures, "specification"), "pipeline",
            "-o", Path.Combine(RecordedCase.Fixtures, "organisation.csv"), "--endpoints", "e", "--organisations", "local-authority:COT", input, "transformed.csv",
        ];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DIGITAL_LAND_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "digital-land"), arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{heapLimit:x}";
        start.Environment["DIGITAL_LAND_NOW"] = "2026-11-22T12:00:00Z";
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await error);
    }
}
