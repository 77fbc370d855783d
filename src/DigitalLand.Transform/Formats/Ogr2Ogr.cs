using System.Diagnostics;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;

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

    /// <summary>
    /// Drivers that take a file for directions to other data: a resource could name any file of this machine, or any address.
    /// </summary>
    private const string RefusedDrivers =
        "OGR_VRT WFS OAPIF OGCAPI CSW GMLAS HTTP EEDA PLSCENES NGW Carto AmigoCloud Elasticsearch ODBC PGeo MSSQLSpatial PostgreSQL MySQL OGR_OGDI";

    /// <summary>Characters of what the program said that go into a sentence.</summary>
    private const int Quoted = 300;

    /// <summary>Converts a file and opens the result.</summary>
    /// <exception cref="ConversionFailedException">The program is missing, fails, or takes too long.</exception>
    public static CsvReader Open(string path, TemporaryFolder folder, CancellationToken cancel)
    {
        // GDAL writes what it learned of a GML file beside it, and the folder of resources is no place for that.
        var link = folder.File("resource" + Path.GetExtension(path));
        File.CreateSymbolicLink(link, Path.GetFullPath(path));
        return Open(link, path, folder, cancel);
    }

    /// <summary>Converts a source (a path, or a GDAL virtual path) and opens the result.</summary>
    /// <param name="name">What the source is called in messages.</param>
    /// <exception cref="ConversionFailedException">The program is missing, fails, or takes too long.</exception>
    public static CsvReader Open(string source, string name, TemporaryFolder folder, CancellationToken cancel)
    {
        var output = folder.File("converted.csv");
        Run(output, source, name, cancel);
        return CharsetDetector.Detect(output) is { Encoding: not null } charset
            ? new CsvReader(TextFormat.Reader(output, charset), dropNul: true)
            : throw new ConversionFailedException($"ogr2ogr wrote nothing readable for {name}");
    }

    private static void Run(string output, string source, string name, CancellationToken cancel)
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
            Environment =
            {
                // Without this GDAL refuses a single feature of more than 200 MB.
                ["OGR_GEOJSON_MAX_OBJ_SIZE"] = "0",
                ["GDAL_SKIP"] = RefusedDrivers,
                // Nor may a driver that is left follow a reference into the network.
                ["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] = "none",
            },
        };
        using var waiting = WorkMeter.WaitFor("ogr2ogr");
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
            throw new ConversionFailedException($"ogr2ogr took more than {Limit.TotalSeconds:0} seconds over {name}");
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
            throw new ConversionFailedException($"ogr2ogr cannot read {name}: {Reason(stdout.GetAwaiter().GetResult() + stderr.GetAwaiter().GetResult(), source, name)} (exit code {process.ExitCode})");
        }
    }

    /// <summary>The first thing that the program calls an error, on one line; where it has no driver it lists all that it has, which helps nobody.</summary>
    private static string Reason(string said, string source, string name)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var error = Array.Find(lines, line => line.StartsWith("ERROR ", StringComparison.Ordinal));
        if (error is null && said.Contains("Unable to open datasource", StringComparison.Ordinal))
        {
            return "it is of no kind that GDAL knows";
        }

        var reason = (error ?? lines.FirstOrDefault() ?? "it gives no reason").Replace(source, name, StringComparison.Ordinal);
        return reason.Length <= Quoted ? reason : reason[..Quoted] + "...";
    }
}
