using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Publication.Compare;
using DigitalLand.Datasets.Publication.Guards;
using DigitalLand.Datasets.Publication.Stores;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Publication;

/// <summary>
/// Decides whether a dataset that was built becomes the one that readers see, and makes it so. What the guards hold waits for a person,
/// and the earlier version stays live.
/// </summary>
public sealed class DatasetPublisher(IPublicationStore store, TimeProvider clock)
{
    /// <summary>How many versions before the live one are kept.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>Publishes a build, or says why not.</summary>
    /// <exception cref="WrongUseException">There is no build, or another publisher is at work.</exception>
    /// <exception cref="RunFailedException">What is there is damaged.</exception>
    public async Task<PublicationOutcome> PublishAsync(PublicationRequest request, CancellationToken cancel)
    {
        var files = FilesOf(request);
        await using var publication = await store.OpenAsync(request.Dataset, [.. files.Select(file => file.Path)], clock, cancel).ConfigureAwait(false);
        if (await IsLiveAsync(publication.Live, files, cancel).ConfigureAwait(false))
        {
            await publication.SaveHeldAsync(null, cancel).ConfigureAwait(false);
            return new PublicationOutcome(PublicationResult.Unchanged, publication.Live!, publication.Live, []);
        }

        var candidate = await CandidateAsync(request, publication, cancel).ConfigureAwait(false);
        var findings = candidate.Findings;
        findings.AddRange(PublicationGuards.All.SelectMany(guard => guard.Judge(candidate.Candidate, cancel)));
        if (findings.Count > 0 && request.Accept.Length == 0)
        {
            await publication.SaveHeldAsync(PublicationOutcome.HeldRecord(request.Dataset, publication.Live, findings, clock.GetUtcNow()), cancel).ConfigureAwait(false);
            return new PublicationOutcome(PublicationResult.Held, publication.Live, publication.Live, findings);
        }

        var earlier = publication.Live;
        var manifest = new PublicationManifest
        {
            Dataset = request.Dataset,
            Version = (earlier?.Version ?? 0) + 1,
            Previous = earlier?.Name,
            Published = clock.GetUtcNow(),
            By = request.By,
            Accepted = findings.Count > 0 ? request.Accept : null,
            Inputs = request.Inputs with { Resources = ResourcesOf(candidate.Candidate.Sqlite) },
            Files = await publication.StageAsync(files, cancel).ConfigureAwait(false),
            Providers = candidate.Candidate.Providers,
            Guards = [.. PublicationGuards.All.Select(guard => guard.Name)],
            Findings = findings,
        }.Named();
        await FinishAsync(publication, manifest, cancel).ConfigureAwait(false);
        return new PublicationOutcome(PublicationResult.Published, manifest, earlier, findings);
    }

    /// <summary>Shows readers the version before the live one again, as a new version that is made of its files.</summary>
    /// <exception cref="WrongUseException">There is none to go back to, or another publisher is at work.</exception>
    /// <exception cref="RunFailedException">Its files are not what its manifest says.</exception>
    public async Task<PublicationManifest> RollbackAsync(string dataset, string by, string reason, CancellationToken cancel)
    {
        await using var publication = await store.OpenAsync(dataset, [], clock, cancel).ConfigureAwait(false);
        var live = publication.Live ?? throw new WrongUseException($"'{dataset}' has never been published, so there is nothing to take back.");
        var earlier = live.Previous is { } previous ? await publication.FindAsync(previous, cancel).ConfigureAwait(false) : null;
        if (earlier is null)
        {
            throw new WrongUseException($"Version {live.Version} of '{dataset}' has no version before it that is kept, so there is nothing to go back to.");
        }

        var sources = new List<(string, string)>();
        foreach (var file in earlier.Files)
        {
            sources.Add((file.Path, await publication.FetchAsync(earlier, file.Path, cancel).ConfigureAwait(false)));
        }

        var staged = await publication.StageAsync(sources, cancel).ConfigureAwait(false);
        if (staged.Except(earlier.Files).FirstOrDefault() is { } damaged)
        {
            throw new RunFailedException($"The file {damaged.Path} of version {earlier.Version} of '{dataset}' is damaged: its content hashes to {damaged.Sha256}, not to what its manifest says. Version {live.Version} stays live.");
        }

        var manifest = (earlier with
        {
            Version = live.Version + 1,
            Published = clock.GetUtcNow(),
            By = by,
            Rollback = new RollbackRecord(live.Version, earlier.Version, reason),
        }).Named();
        await FinishAsync(publication, manifest, cancel).ConfigureAwait(false);
        return manifest;
    }

    private async Task FinishAsync(IPublication publication, PublicationManifest manifest, CancellationToken cancel)
    {
        await publication.MakeLiveAsync(manifest, cancel).ConfigureAwait(false);
        await publication.SaveHeldAsync(null, cancel).ConfigureAwait(false);
        await publication.PruneAsync(Keep, cancel).ConfigureAwait(false);
    }

    private static List<(string Path, string Source)> FilesOf(PublicationRequest request)
    {
        DatasetBuild.RequireComplete(request.Build);
        var sqlite = PublicationPaths.Sqlite(request.Dataset);
        if (!File.Exists(Path.Combine(request.Build, sqlite)))
        {
            throw new WrongUseException($"There is no '{Path.Combine(request.Build, sqlite)}' to publish. Build the dataset first.");
        }

        // Hidden files are what is being written, or was when a process was killed.
        return
        [
            .. Directory.EnumerateFiles(request.Build, "*", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).StartsWith('.'))
                .Select(file => (Path.GetRelativePath(request.Build, file).Replace(Path.DirectorySeparatorChar, '/'), file))
                .OrderBy(file => file.Item1, CodePointComparer.Instance),
        ];
    }

    private static async Task<bool> IsLiveAsync(PublicationManifest? live, List<(string Path, string Source)> files, CancellationToken cancel)
    {
        if (live is null || !live.Files.Select(file => (file.Path, file.Length)).SequenceEqual(files.Select(file => (file.Path, new FileInfo(file.Source).Length))))
        {
            return false;
        }

        foreach (var (published, built) in live.Files.Zip(files))
        {
            await using var content = new FileStream(built.Source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel).ConfigureAwait(false)) != published.Sha256)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<(PublicationCandidate Candidate, List<GuardFinding> Findings)> CandidateAsync(
        PublicationRequest request, IPublication publication, CancellationToken cancel)
    {
        var findings = new List<GuardFinding>();
        DatasetComparison? comparison = null;
        var sqlite = Path.Combine(request.Build, PublicationPaths.Sqlite(request.Dataset));
        if (publication.Live is { } live && live.Files.Any(file => file.Path == PublicationPaths.Sqlite(request.Dataset)))
        {
            try
            {
                comparison = DatasetComparison.Of(await publication.FetchAsync(live, PublicationPaths.Sqlite(request.Dataset), cancel).ConfigureAwait(false), sqlite, cancel);
            }
            catch (Exception error) when (error is RunFailedException or SqliteException)
            {
                findings.Add(new GuardFinding("comparison", "", $"The live version and the build cannot be compared: {error.Message}"));
            }
        }

        var organisations = (CsvTable.ReadIfPresent(request.Organisations)?.Rows ?? [])
            .Where(row => row["entity"].Length > 0)
            .GroupBy(row => row["entity"].TrimStart('0'), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()["organisation"], StringComparer.Ordinal);
        var expectations = request.Expect is { } expect ? await expect(sqlite, cancel).ConfigureAwait(false) : null;
        return (
            new PublicationCandidate(
                request.Dataset, request.Build, publication.Live, comparison, ProviderFile.Of(sqlite, request.ResourceList, request.EndpointList), request.Limits, organisations)
            {
                BrokenExpectations = expectations?.Blocking(request.BlockOn) ?? [],
            },
            findings);
    }

    private static List<string> ResourcesOf(string sqlite)
    {
        using var database = SqliteDatabase.OpenForReading(sqlite);
        using var statement = database.Prepare("SELECT DISTINCT resource FROM dataset_resource ORDER BY resource");
        var resources = new List<string>();
        while (statement.Read())
        {
            resources.Add(Encoding.UTF8.GetString(statement.Text(0)));
        }

        return resources;
    }
}
