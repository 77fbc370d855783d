using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;
using DigitalLand.Core.Threading;

namespace DigitalLand.Collection.Plan;

/// <summary>Every attempt to fetch an endpoint that a collection remembers: log.csv, and the JSON files newer than it.</summary>
public sealed class LogStore
{
    /// <summary>Files that one thread reads in a row.</summary>
    private const int ReadAtOnce = 128;

    private readonly TextPool _pool = new();

    public List<LogEntry> Entries { get; } = [];

    /// <summary>The greatest entry-date, compared as text; null when there is none.</summary>
    public string? LatestEntryDate { get; private set; }

    /// <summary>Remarks on log files that lie where they do not belong.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Adds the rows of log.csv; false where there is no such file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="before">Only rows of days before this one are taken: those of today are about to be collected again.</param>
    /// <exception cref="RunFailedException">A row's entry-date has to be compared with a day, but is not a date.</exception>
    public bool LoadCsv(string path, DateOnly? before = null)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var reader = CsvReader.Open(path);
        var columns = Array.Empty<int>();
        while (reader.Read())
        {
            if (reader.FieldCount == 0)
            {
                continue;
            }

            if (columns.Length == 0)
            {
                var header = reader.ToArray();
                columns = Array.ConvertAll(LogEntry.Columns, column => Array.LastIndexOf(header, column));
                continue;
            }

            var entry = Read(reader, columns);
            if (before is not { } day || IsBefore(entry, day, path, reader.RecordNumber))
            {
                Add(entry);
            }
        }

        return true;
    }

    /// <summary>Adds the JSON files of a log folder, by day and endpoint.</summary>
    /// <param name="directory">Holds a folder for each day.</param>
    /// <param name="after">Only entries later than this are new; null for all.</param>
    public void LoadItems(string directory, string? after = null)
    {
        // Many small files: reading them waits for the disk more than it works.
        OrderedWork.Run(ItemPaths(directory, after).Chunk(ReadAtOnce), ReadItems, items => AddLater(items, after), Environment.ProcessorCount);
    }

    public void Save(string path) => AtomicFile.WriteCsv(path, LogEntry.Columns, Entries.Select(entry => entry.Fields));

    private void Add(LogEntry entry)
    {
        Entries.Add(entry);
        if (entry.EntryDate.Length > 0 && (LatestEntryDate is null || string.CompareOrdinal(entry.EntryDate, LatestEntryDate) > 0))
        {
            LatestEntryDate = entry.EntryDate;
        }
    }

    private void AddLater(List<(string Path, LogEntry Entry)> items, string? after)
    {
        WorkMeter.Add("logs read", items.Count);
        foreach (var (path, entry) in items)
        {
            if (after is not null && string.CompareOrdinal(entry.EntryDate, after) <= 0)
            {
                continue;
            }

            if (LogItem.Misplaced(entry, path) is { } warning)
            {
                Warnings.Add(warning);
            }

            Add(Pooled(entry));
        }
    }

    private static List<(string Path, LogEntry Entry)> ReadItems(string[] paths) => [.. paths.Select(path => (path, LogItem.Read(path)))];

    /// <summary>The same few texts stand in most entries, and are kept once.</summary>
    private LogEntry Pooled(LogEntry entry) => new(
        _pool.Get(entry.Bytes),
        _pool.Get(entry.ContentType),
        _pool.Get(entry.Elapsed),
        _pool.Get(entry.Endpoint),
        _pool.Get(entry.Resource),
        _pool.Get(entry.Status),
        _pool.Get(entry.EntryDate),
        _pool.Get(entry.StartDate),
        _pool.Get(entry.EndDate),
        _pool.Get(entry.Exception));

    private LogEntry Read(CsvReader reader, int[] columns)
    {
        string Field(int i) => columns[i] is var column and >= 0 && column < reader.FieldCount ? _pool.Get(reader[column]) : "";
        return new LogEntry(Field(0), Field(1), Field(2), Field(3), Field(4), Field(5), Field(6), Field(7), Field(8), Field(9));
    }

    private static bool IsBefore(LogEntry entry, DateOnly day, string path, int record)
    {
        if (entry.EntryDate.Length == 0)
        {
            return false;
        }

        var entryDay = IsoTimestamp.DayOf(entry.EntryDate)
            ?? throw new RunFailedException($"Record {record} of '{path}' has the entry-date '{entry.EntryDate}', which is not an ISO 8601 time.");
        return string.CompareOrdinal(entryDay, IsoTimestamp.Of(day)) < 0;
    }

    /// <summary>In text order. Whole days before the cut-off are not even listed: there may be thousands.</summary>
    private static IEnumerable<string> ItemPaths(string directory, string? after)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        var firstDay = after is null ? "" : after[..Math.Min(10, after.Length)];
        return Directory.EnumerateDirectories(directory)
            .Where(folder => Path.GetFileName(folder) is var day && !day.StartsWith('.') && string.CompareOrdinal(day, firstDay) >= 0)
            .OrderBy(folder => folder + "/", CodePointComparer.Instance)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json").Where(path => !Path.GetFileName(path).StartsWith('.')).Order(CodePointComparer.Instance));
    }
}
