using System.Diagnostics;
using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Formats;

/// <summary>
/// Reads the rarer geographic formats through GDAL's <c>ogr2ogr</c>, in a child process with a time limit. Shapes come out as WKT with
/// ten significant digits, not reprojected, all layers in one table.
/// </summary>
public static class Ogr2Ogr
{
    /// <summary>A shell's exit code for a program that is not there.</summary>
    private const int NotFound = 127;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(600);

    /// <summary>What the child may take: KiB of address space, and KiB that a file of its may grow to.</summary>
    private const int MemoryLimit = 8 << 20;
    private const int OutputLimit = 16 << 20;

    /// <summary>The shell sets the limits on itself and then becomes ogr2ogr, so nothing else is held to them. A file is counted in half KiB.</summary>
    private const string Bounded = """ulimit -v "$1" && ulimit -f "$2" && shift 2 && exec ogr2ogr "$@" """;

    /// <summary>Converts a source (a path, or a GDAL virtual path) and opens the result.</summary>
    /// <exception cref="ConversionFailedException">The program is missing, fails, or takes too long.</exception>
    public static CsvReader Open(string source, TemporaryFolder folder, CancellationToken cancel)
    {
        var output = folder.File("converted.csv");
        Run(output, source, cancel);
        return CharsetDetector.Detect(output) is { Encoding: not null } charset
            ? new CsvReader(TextFormat.Reader(output, charset), dropNul: true)
            : throw new ConversionFailedException($"failed to create reader, cannot process {source}");
    }

    private static void Run(string output, string source, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "-c", Bounded, "sh", $"{MemoryLimit}", $"{OutputLimit * 2L}",
                "-oo", "DOWNLOAD_SCHEMA=NO",
                "-lco", "GEOMETRY=AS_WKT", "-lco", "GEOMETRY_NAME=WKT", "-lco", "LINEFORMAT=CRLF",
                "-f", "CSV", "-nlt", "MULTIPOLYGON", "-nln", "MERGED",
                "--config", "OGR_WKT_PRECISION", "10",
                output, source,
            },
            // Without this GDAL refuses a single feature of more than 200 MB.
            Environment = { ["OGR_GEOJSON_MAX_OBJ_SIZE"] = "0" },
        };
        using var process = Process.Start(start)!;
        var stdout = process.StandardOutput.ReadToEndAsync(cancel);
        var stderr = process.StandardError.ReadToEndAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new ConversionFailedException($"ogr2ogr took more than {Limit.TotalSeconds:0} seconds");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode == NotFound)
        {
            throw new ConversionFailedException("ogr2ogr is not installed; it comes with the package gdal-bin");
        }

        if (process.ExitCode != 0)
        {
            throw new ConversionFailedException($"ogr2ogr failed ({process.ExitCode}). stdout='{stdout.GetAwaiter().GetResult()}', stderr='{stderr.GetAwaiter().GetResult()}'.");
        }
    }
}
