using DigitalLand.Cli.Night;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Builder;

namespace DigitalLand.Cli.Tasks;

/// <summary>
/// The last task of a night whose other tasks met in an archive: brings what all collections left there, builds the databases, and keeps them
/// under the keys of the reference's builder.
/// </summary>
internal sealed class BuildTask(NightFolder night, IArchive archive, TimeProvider clock)
{
    private const string Built = "digital-land-builder/dataset/";

    private static readonly string[] OfCollection = ["issue/", "var/column-field/", "var/converted-resource/"];

    private readonly TaskTransfer _transfer = new(archive);

    /// <param name="environment">Whose datasets must be there.</param>
    /// <param name="allowMissing">Build without what is missing.</param>
    public async Task<BuildOutcome> RunAsync(string environment, bool allowMissing, IProgress<BuildStep>? progress, CancellationToken cancel)
    {
        await _transfer.MirrorAsync("specification/", night.Specification, cancel);
        var specification = Specification.Load(night.Specification);
        var inputs = archive is LocalArchive folder ? folder.Root : await BringAsync(specification, cancel);

        // The history of the tasks goes on from the database that was kept last, not from one that a killed build may have left here.
        if (!await _transfer.BringAsync(Built + Path.GetFileName(night.Build.Performance), night.Build.Performance, cancel) && File.Exists(night.Build.Performance))
        {
            File.Delete(night.Build.Performance);
        }

        var outcome = DatabaseBuild.Run(BuilderInputs.OfArchive(inputs, specification, organisations: null, environment), night.Build, allowMissing, clock, progress, cancel);
        await _transfer.KeepAllAsync(night.Build.Parquet, "data/", _ => true, cancel);
        await _transfer.KeepAllAsync(night.Build.Datasets, Built, _ => true, cancel);
        return outcome;
    }

    /// <summary>A copy of what the builder reads, made anew: a file that the archive no longer has must not be built from.</summary>
    private async Task<string> BringAsync(Specification specification, CancellationToken cancel)
    {
        var copy = Path.Combine(night.Root, "digital-land-builder", "archive");
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        foreach (var collection in CsvTable.Read(Path.Combine(specification.Directory, "collection.csv")).Rows.Select(row => row["collection"]).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            foreach (var list in ArchiveKeys.Lists)
            {
                await BringOneAsync(ArchiveKeys.List(collection, list));
            }

            foreach (var part in OfCollection)
            {
                await BringBelowAsync($"{collection}-collection/{part}");
            }

            await BringBelowAsync($"{collection}-collection/dataset/", name => name.EndsWith(".sqlite3", StringComparison.Ordinal));
            await BringBelowAsync($"config/pipeline/{collection}/");
        }

        await BringOneAsync("organisation-collection/dataset/organisation.csv");
        await BringBelowAsync("log/expectation/");
        await BringBelowAsync("performance/operational_issue/");
        return copy;

        Task BringOneAsync(string key) => _transfer.BringAsync(key, Path.Combine(copy, key), cancel);

        Task BringBelowAsync(string prefix, Func<string, bool>? wanted = null) => _transfer.BringAllAsync(prefix, Path.Combine(copy, prefix), cancel, wanted);
    }
}
