using DigitalLand.Core;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// A collection's folder: what is to be collected (endpoint.csv, source.csv), every attempt (log.csv, log/), what was found
/// (resource.csv, resource/), and what must not be used (old-resource.csv). The reference's <c>Collection</c>.
/// </summary>
public sealed class CollectionStore
{
    private readonly TimeProvider _clock;

    private CollectionStore(string directory, TimeProvider clock, string? sourcePath)
    {
        Directory = directory;
        _clock = clock;
        Sources = SourceStore.Load(sourcePath ?? File("source"));
        Endpoints = EndpointStore.Load(File("endpoint"));
        OldResources = OldResources.Load(File("old-resource"));
    }

    public string Directory { get; }

    public SourceStore Sources { get; }

    public EndpointStore Endpoints { get; }

    public LogStore Log { get; } = new();

    public ResourceStore Resources { get; } = new();

    public OldResources OldResources { get; }

    /// <summary>
    /// Reads a collection. Without log.csv both it and resource.csv (which is then not trusted) are made from the JSON files of the
    /// log; without resource.csv only that is made.
    /// </summary>
    /// <param name="directory">The collection's folder.</param>
    /// <param name="clock">Decides which entries are today's.</param>
    /// <param name="refillTodaysLogs">Forget today's rows of log.csv: they are read again from their JSON files by <see cref="Update"/>.</param>
    /// <param name="sourcePath">A source.csv that is to take the place of the folder's; null for that one.</param>
    /// <exception cref="WrongUseException">source.csv or endpoint.csv is missing.</exception>
    /// <exception cref="RunFailedException">The files contradict each other.</exception>
    public static CollectionStore Load(string directory, TimeProvider clock, bool refillTodaysLogs = false, string? sourcePath = null)
    {
        var collection = new CollectionStore(directory, clock, sourcePath);
        var hasLog = collection.Log.LoadCsv(collection.File("log"), refillTodaysLogs ? clock.Today() : null);
        if (!hasLog)
        {
            collection.Log.LoadItems(collection.LogDirectory);
        }

        if (!hasLog || !collection.Resources.LoadCsv(collection.File("resource")))
        {
            collection.Resources.Update(collection.Log, collection.Sources, from: null, clock.Today());
        }

        return collection;
    }

    /// <summary>Takes in the JSON files of the log that are newer than what is known, and brings the resources up to date.</summary>
    /// <param name="newLogDirectory">Logs of a run that are not in the folder yet, all of them new; null for none.</param>
    /// <exception cref="RunFailedException">An endpoint has no source.</exception>
    public void Update(string? newLogDirectory = null)
    {
        var known = Log.LatestEntryDate;
        Log.LoadItems(LogDirectory, after: known);
        if (newLogDirectory is not null)
        {
            Log.LoadItems(newLogDirectory);
        }

        Resources.Update(Log, Sources, from: known, _clock.Today());
    }

    /// <summary>Writes endpoint.csv, source.csv, log.csv and resource.csv.</summary>
    public void SaveCsv()
    {
        UnfinishedFile.RemoveAbandoned(Directory);
        Endpoints.Save(File("endpoint"));
        Sources.Save(File("source"));
        Log.Save(File("log"));
        Resources.Save(File("resource"));
    }

    /// <summary>Where the content of a resource lies.</summary>
    public string ResourcePath(string resource) => Path.Combine(Directory, "resource", resource);

    private string LogDirectory => Path.Combine(Directory, "log");

    private string File(string name) => Path.Combine(Directory, name + ".csv");
}
