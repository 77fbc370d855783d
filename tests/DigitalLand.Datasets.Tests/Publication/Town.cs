using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Datasets.Packages;
using DigitalLand.Datasets.Publication;
using DigitalLand.Datasets.Publication.Guards;
using DigitalLand.Datasets.Publication.Stores;

namespace DigitalLand.Datasets.Tests.Publication;

/// <summary>One entity of a build.</summary>
internal sealed record Park(long Entity, string Name, string Organisation = "600", string EntryDate = "2024-01-01", params (string Field, string Value)[] Members);

/// <summary>A collection's folder in which the dataset park is built and published.</summary>
internal sealed class Town : IDisposable
{
    public const string Dataset = "park";

    private readonly TemporaryFolder _folder = new();

    public Town()
    {
        _folder.Write("organisation.csv", "organisation,entity", "local-authority:AAA,600", "local-authority:BBB,601");
        _folder.Write("endpoint.csv", "endpoint,endpoint-url", "e1,https://a.example/parks.csv", "e2,https://b.example/parks.csv");
        _folder.Write("resource.csv", "resource,organisations,endpoints,start-date,end-date", "r1,local-authority:AAA,e1,2024-01-01,", "r2,local-authority:BBB,e2,2024-01-01,");
    }

    public string Root => _folder.Root;

    public TemporaryFolder Folder => _folder;

    public PinnedClock Clock { get; set; } = new(new DateTimeOffset(2024, 5, 1, 2, 0, 0, TimeSpan.Zero));

    public IPublicationFiles Files { get; set; } = new DurableFiles();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Entities 1 to <paramref name="count"/>, all alike but for their names.</summary>
    public static IEnumerable<Park> Parks(int count, string note = "old") => Enumerable.Range(1, count).Select(i => new Park(i, $"Park {i}", Members: ("notes", $"{note} {i}")));

    /// <summary>Builds the dataset: its SQLite file, its CSV and what else is named.</summary>
    public void Build(IEnumerable<Park> all, (string Resource, int Rows)[]? rows = null, params string[] others)
    {
        var parks = all.ToList();
        var build = _folder[$"built/{Dataset}"];
        if (Directory.Exists(build))
        {
            Directory.Delete(build, recursive: true);
        }

        _folder.Write($"built/{Dataset}/dataset/{Dataset}.csv", ["entity,name", .. parks.Select(park => $"{park.Entity},{park.Name}")]);
        foreach (var other in others)
        {
            _folder.Write($"built/{Dataset}/{other}", $"{parks.Count} parks");
        }

        using var database = SqliteDatabase.OpenForWriting(_folder[$"built/{Dataset}/{PublicationPaths.Sqlite(Dataset)}"]);
        database.Execute("CREATE TABLE entity (dataset TEXT, end_date TEXT, entity INTEGER PRIMARY KEY, entry_date TEXT, json JSON, name TEXT, organisation_entity TEXT)");
        database.Execute("CREATE TABLE dataset_resource (resource TEXT, entry_count INTEGER)");
        database.Execute("BEGIN");
        foreach (var park in parks)
        {
            using var insert = database.Prepare("INSERT INTO entity VALUES ('park', NULL, ?, ?, ?, ?, ?)");
            insert.Bind(0, park.Entity);
            insert.Bind(1, System.Text.Encoding.UTF8.GetBytes(park.EntryDate));
            insert.Bind(2, JsonSerializer.SerializeToUtf8Bytes(park.Members.ToDictionary(member => member.Field, member => member.Value)));
            insert.Bind(3, System.Text.Encoding.UTF8.GetBytes(park.Name));
            insert.Bind(4, System.Text.Encoding.UTF8.GetBytes(park.Organisation));
            insert.Run();
        }

        foreach (var (resource, count) in rows ?? [("r1", 20), ("r2", 20)])
        {
            database.Execute($"INSERT INTO dataset_resource VALUES ('{resource}', {count})");
        }

        database.Execute("COMMIT");
    }

    public DatasetPublisher Publisher(int keep = 3) => new(new FolderStore(Root, Files), Clock) { Keep = keep };

    public Task<PublicationOutcome> PublishAsync(string accept = "") => Publisher().PublishAsync(Request(accept), Cancel);

    public PublicationRequest Request(string accept = "") => new()
    {
        Dataset = Dataset,
        Build = _folder[$"built/{Dataset}"],
        Inputs = new PublicationInputs("1.0", "s", "c", "o", "t", []),
        ResourceList = _folder["resource.csv"],
        EndpointList = _folder["endpoint.csv"],
        Organisations = _folder["organisation.csv"],
        Limits = GuardLimits.Load(_folder["pipeline"], Dataset),
        By = "somebody",
        Accept = accept,
    };

    /// <summary>What a reader finds at a path that never changes; null where there is nothing.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(_folder[path]);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public string? ReadCsv() => Read(PublicationPaths.Csv(Dataset));

    /// <summary>Everything below the folder but builds, versions and locks: what a killed or failed publisher may have left.</summary>
    public List<string> Leftovers() =>
    [
        .. Directory.EnumerateFileSystemEntries(_folder[""], ".*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Root, path))
            .Where(path => Path.GetFileName(path) != ".lock"),
    ];

    public List<string> Versions() => [.. Directory.EnumerateDirectories(_folder[$"publication/{Dataset}/versions"]).Select(path => Path.GetFileName(path)[..6]).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();
}
