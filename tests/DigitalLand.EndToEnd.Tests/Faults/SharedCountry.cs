using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>The sample country for a cluster: providers that serve, an archive that holds its configuration and nothing else, and the catalogue's own definitions.</summary>
internal sealed class SharedCountry : IAsyncDisposable
{
    private const string Now = "2024-05-01T02:00:00Z";

    private readonly TemporaryFolder _folder = new();
    private readonly SampleServer _providers;
    private int _archives;

    private SharedCountry(SampleServer providers)
    {
        _providers = providers;
        new SampleInstallation(Samples.Locate(), Installed).Install(providers.Address, moved: true, new DateOnly(2024, 5, 1));
        WriteDefinitions();
    }

    public string Definitions => _folder.At("definitions");

    public string Specification => Installed.Specification;

    private NightFolder Installed => new(_folder.At("installed"));

    public static async Task<SharedCountry> ServeAsync() => new(await SampleServer.StartAsync(Samples.Locate(), wantedPort: null, Clock.FromEnvironment(), TestContext.Current.CancellationToken));

    /// <summary>A folder for the machines of a night.</summary>
    public string Machines(string night) => _folder.At("machines", night);

    /// <summary>A new archive, as it is before the first night.</summary>
    public string NewArchive()
    {
        var archive = _folder.At($"archive-{++_archives}");
        Copy(Installed.Specification, Path.Combine(archive, "specification"));
        foreach (var collection in Installed.Collections)
        {
            Copy(collection.Collection, Path.Combine(archive, "config", "collection", collection.Name));
            Copy(collection.Pipeline, Path.Combine(archive, "config", "pipeline", collection.Name));
            Copy(collection.Categories, Path.Combine(archive, "dataset"));
        }

        var organisations = Path.Combine(archive, "organisation-collection", "dataset", "organisation.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(organisations)!);
        File.Copy(Path.Combine(Samples.Locate(), "organisation.csv"), organisations);
        return archive;
    }

    public async ValueTask DisposeAsync()
    {
        await _providers.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// What the program ships, with three things said for the test: what time the tasks take it to be, that each resource is a batch of its own, and more patience with tasks that are lost than
    /// a night outside has.
    /// </summary>
    private void WriteDefinitions()
    {
        Directory.CreateDirectory(Definitions);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.yaml"))
        {
            File.WriteAllText(
                Path.Combine(Definitions, Path.GetFileName(file)),
                File.ReadAllText(file)
                    .Replace("    retries: {infrastructure: 2, lost: 2, backoff: 1m}\n", "", StringComparison.Ordinal)
                    .Replace("transform-batch-size: 200", "transform-batch-size: 1", StringComparison.Ordinal)
                    .Replace("\ndefaults:\n  cpu: ${{ params", "\ndefaults:\n  retries: {infrastructure: 2, lost: 100, killed: 100, store-away: 100, backoff: 1s, factor: 1}\n  cpu: ${{ params", StringComparison.Ordinal)
                    .Replace("\ndefaults:\n  environment: {", $"\ndefaults:\n  retries: {{infrastructure: 2, lost: 100, killed: 100, store-away: 100, backoff: 1s, factor: 1}}\n  environment: {{DIGITAL_LAND_NOW: \"{Now}\", ", StringComparison.Ordinal)
                    .Replace("\n  environment:\n    ENVIRONMENT:", $"\n  environment:\n    DIGITAL_LAND_NOW: \"{Now}\"\n    ENVIRONMENT:", StringComparison.Ordinal));
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*.csv"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
