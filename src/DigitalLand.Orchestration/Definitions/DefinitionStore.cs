using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Core.Hashing;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// The workflows that are live. They come from a folder or an S3 prefix of YAML files and are read again on <see cref="ReloadAsync"/>. A file that is refused changes nothing:
/// its last good workflows stay live, over restarts too, since every good version is kept.
/// </summary>
/// <param name="definitions">The YAML files.</param>
/// <param name="kept">Where good versions are kept; not within the definitions.</param>
/// <param name="specificationDirectory">Whose dataset.csv templates are expanded over.</param>
/// <param name="environment">development, staging, production or local.</param>
public sealed class DefinitionStore(IArchive definitions, IArchive kept, string specificationDirectory, string environment)
{
    private readonly KeptVersions _kept = new(kept, environment);
    private LiveDefinitions? _live;
    private string? _fingerprint;

    /// <summary>The catalogue as the last reload left it; empty before the first. Safe to read from any thread.</summary>
    public WorkflowCatalogue Current { get; private set; } = LiveDefinitions.None.Catalogue(environment, []);

    /// <summary>Reads the definitions again. Problems are in the catalogue; only a cancellation is thrown.</summary>
    /// <returns>Whether <see cref="Current"/> is another catalogue now.</returns>
    public async Task<bool> ReloadAsync(CancellationToken cancel = default)
    {
        var problems = new List<DefinitionProblem>();
        var live = _live ??= await _kept.LoadAsync(problems, cancel).ConfigureAwait(false);
        try
        {
            var files = await ReadFilesAsync(cancel).ConfigureAwait(false);
            var datasets = Path.Combine(specificationDirectory, "dataset.csv");
            var fingerprint = Fingerprint(files, datasets);
            if (fingerprint == _fingerprint)
            {
                return false;
            }

            live = Merge(CatalogueReader.Read(files, datasets, environment), files, live, problems);
            _fingerprint = await KeepAsync(live, problems, cancel).ConfigureAwait(false) ? fingerprint : null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever is away or broken, the workflows that are live are still good; the next reload tries again.
            problems.Add(new DefinitionProblem("definitions", 1, $"The definitions could not be read, so those of before stay live: {error.Message}"));
            _fingerprint = null;
        }

        var before = Current;
        _live = live;
        Current = live.Catalogue(environment, problems);
        return !Current.SameAs(before);
    }

    /// <summary>Reloads at each interval until it is stopped.</summary>
    /// <param name="interval">Between reloads.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="changed">Told of every new catalogue.</param>
    /// <param name="cancel">Ends it, without an exception.</param>
    public async Task WatchAsync(TimeSpan interval, TimeProvider clock, Action<WorkflowCatalogue> changed, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                if (await ReloadAsync(cancel).ConfigureAwait(false))
                {
                    changed(Current);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // That is how watching ends.
        }
    }

    /// <summary>A version that was live once, or null where it is not known.</summary>
    public Task<Workflow?> FindVersionAsync(string name, string version, CancellationToken cancel = default) => _kept.FindAsync(name, version, cancel);

    /// <summary>The YAML files of a store, by key.</summary>
    public static async Task<IReadOnlyList<DefinitionFile>> ReadFilesAsync(IArchive definitions, CancellationToken cancel = default)
    {
        var files = new List<DefinitionFile>();
        await foreach (var entry in definitions.ListAsync(cancel: cancel).ConfigureAwait(false))
        {
            if (CatalogueReader.IsDefinition(entry.Key) && await definitions.OpenAsync(entry.Key, cancel).ConfigureAwait(false) is { } stream)
            {
                using var reader = new StreamReader(stream);
                files.Add(new DefinitionFile(entry.Key, await reader.ReadToEndAsync(cancel).ConfigureAwait(false)));
            }
        }

        return files;
    }

    /// <summary>False where the versions could not be kept: they are live all the same, and the next reload tries again.</summary>
    private async Task<bool> KeepAsync(LiveDefinitions live, List<DefinitionProblem> problems, CancellationToken cancel)
    {
        try
        {
            await _kept.SaveAsync(live, cancel).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Only a restart would miss them.
            problems.Add(new DefinitionProblem("versions", 1, $"The live definitions could not be kept, so a restart would not know them: {error.Message}"));
            return false;
        }
    }

    private Task<IReadOnlyList<DefinitionFile>> ReadFilesAsync(CancellationToken cancel) => ReadFilesAsync(definitions, cancel);

    private static string Fingerprint(IReadOnlyList<DefinitionFile> files, string datasets) => Sha256Hex.OfText(string.Join(
        '\n',
        [
            .. files.Select(file => $"{file.Key} {Sha256Hex.OfText(file.Text)}"),
            File.Exists(datasets) ? Sha256Hex.OfBytes(File.ReadAllBytes(datasets)) : "",
        ]));

    /// <summary>What is live after a reading: the files that are good, and for each of the others what was live of it.</summary>
    private static LiveDefinitions Merge(ReadCatalogue read, IReadOnlyList<DefinitionFile> files, LiveDefinitions live, List<DefinitionProblem> problems)
    {
        problems.AddRange(read.Problems);
        if (read.Inputs is not { } inputs)
        {
            return live;
        }

        var merged = new Dictionary<string, IReadOnlyList<Workflow>>(read.Files, StringComparer.Ordinal);
        var refused = files.Select(file => file.Key).Where(key => read.Problems.Any(problem => problem.File == key)).ToHashSet(StringComparer.Ordinal);
        PutBack(refused);

        // A file may be wrong only beside the others; putting one back can make another wrong, and each is put back once.
        while (true)
        {
            var found = CatalogueCheck.Of(merged, read.Lines).Where(problem => !refused.Contains(problem.File)).ToList();
            if (found.Count == 0)
            {
                return new LiveDefinitions(merged, inputs.Environment.Pools, inputs.Environment.DefaultPoolSlots);
            }

            problems.AddRange(found);
            var now = found.Select(problem => problem.File).ToHashSet(StringComparer.Ordinal);
            refused.UnionWith(now);
            PutBack(now);
        }

        void PutBack(IEnumerable<string> keys)
        {
            foreach (var key in keys)
            {
                merged.Remove(key);
                if (live.Files.TryGetValue(key, out var before))
                {
                    merged[key] = before;
                }
            }
        }
    }
}
