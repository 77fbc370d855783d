using System.Diagnostics;
using DigitalLand.Core.Progress;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>GDAL's converter, run to its end.</summary>
/// <param name="ExitCode">0 also when parts were lost.</param>
/// <param name="Errors">What it said on standard error.</param>
internal sealed record Ogr2Ogr(int ExitCode, string Errors)
{
    /// <summary>The first line that tells of an error; null when there was none.</summary>
    public string? FirstError => Array.Find(Errors.Split('\n'), line => line.StartsWith("ERROR ", StringComparison.Ordinal))?.Trim();

    /// <summary>Runs it; a run that is stopped takes the process with it.</summary>
    /// <param name="arguments">Of the program.</param>
    /// <param name="proxy">Through which all of its requests go; in its environment, where the password is nobody else's to see.</param>
    /// <param name="cancel">Stops the run.</param>
    /// <exception cref="FetchException">It could not be started; the cause is Python's name for that.</exception>
    public static async Task<Ogr2Ogr> RunAsync(IEnumerable<string> arguments, string proxy, CancellationToken cancel)
    {
        using var waiting = WorkMeter.WaitFor("ogr2ogr");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("ogr2ogr", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true },
        };
        // Also no_proxy, by which curl would go another way.
        foreach (var name in process.StartInfo.Environment.Keys.Where(name => name.Contains("proxy", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            process.StartInfo.Environment.Remove(name);
        }

        process.StartInfo.Environment["GDAL_HTTP_PROXY"] = proxy;
        process.StartInfo.Environment["GDAL_HTTPS_PROXY"] = proxy;
        process.StartInfo.Environment["ALL_PROXY"] = proxy;
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new FetchException("FileNotFoundError", $"ogr2ogr could not be started: {error.Message}. It comes with the package gdal-bin.", error);
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = await process.StandardError.ReadToEndAsync(cancel).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return new Ogr2Ogr(process.ExitCode, errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
