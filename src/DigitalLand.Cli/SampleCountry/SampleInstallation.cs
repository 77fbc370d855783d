using DigitalLand.Cli.Night;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>
/// Puts the sample country's specification and configuration into a night's folder. Files that are there already stay: a reader
/// may change a rule and run the night again. Only a new port writes the configuration anew, because it names the endpoints.
/// </summary>
/// <param name="samples">The folder of the samples.</param>
/// <param name="night">Where the night works.</param>
internal sealed class SampleInstallation(string samples, NightFolder night)
{
    /// <summary>The files whose rows outlive a change of address.</summary>
    private static readonly string[] Catalogues = ["endpoint.csv", "source.csv"];

    /// <summary>Writes what is missing, or everything that names an endpoint when the country has moved.</summary>
    public void Install(string address, bool moved, DateOnly today)
    {
        CopyMissing(Path.Combine(samples, "specification"), night.Specification);
        foreach (var config in Directory.EnumerateDirectories(Path.Combine(samples, "config")))
        {
            var folder = night.Collection(Path.GetFileName(config));
            InstallConfiguration(config, folder, new SampleTemplate(address), moved, today);
            Copy(Path.Combine(samples, "organisation.csv"), folder.Organisations);
            CopyMissing(Path.Combine(samples, "category"), folder.Categories);
        }
    }

    private static void InstallConfiguration(string config, CollectionFolder folder, SampleTemplate template, bool moved, DateOnly today)
    {
        foreach (var file in Directory.EnumerateFiles(config, "*.csv", SearchOption.AllDirectories))
        {
            var destination = Path.Combine(folder.Root, Path.GetRelativePath(config, file));
            if (moved || !File.Exists(destination))
            {
                var history = Catalogues.Contains(Path.GetFileName(file)) ? CsvTable.ReadIfPresent(destination) : null;
                template.Write(file, destination, history, today);
            }
        }
    }

    private static void CopyMissing(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*.csv"))
        {
            Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static void Copy(string from, string to)
    {
        if (!File.Exists(to))
        {
            AtomicFile.WriteAllBytes(to, File.ReadAllBytes(from));
        }
    }
}
