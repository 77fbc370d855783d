using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Airflow;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Airflow;

/// <summary>Publishes a catalogue and loads the DAG files in Python with Airflow's modules stubbed.</summary>
internal static class PublishedDags
{
    /// <summary>The graphs by DAG id, as load_dags.py prints them.</summary>
    public static async Task<JsonElement> LoadAsync(WorkflowCatalogue catalogue, AirflowProfile profile, int airflow)
    {
        using var folder = new TemporaryFolder();
        using var target = new LocalArchive(folder.Path);
        var cancel = TestContext.Current.CancellationToken;
        await AirflowPublisher.WriteAsync(catalogue, profile, target, cancel);
        var script = Path.Combine(Repository.Root, "tests", "DigitalLand.Orchestration.Tests", "Airflow", "load_dags.py");
        var files = Directory.EnumerateFiles(folder.Path, "*.py").Order(StringComparer.Ordinal);
        using var process = Start(["-I", script, airflow.ToString(), .. files]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, await error);
        return JsonDocument.Parse(await output).RootElement;
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("python3", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var probe = Process.Start(new ProcessStartInfo("python3", ["-c", "import dateutil"]) { UseShellExecute = false, RedirectStandardError = true })!;
            probe.WaitForExit();
            Assert.SkipWhen(probe.ExitCode != 0, "python3 has no dateutil, which Airflow brings along");
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no python3 to load the DAG files with");
            throw;
        }
    }
}
