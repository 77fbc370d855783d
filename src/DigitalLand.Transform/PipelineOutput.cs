using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Parquet;

namespace DigitalLand.Transform;

/// <summary>
/// The files of a run that have a row for each fact or issue, written while the run goes on, and what is counted on the way. They appear
/// together with <see cref="Commit"/>, or not at all.
/// </summary>
internal sealed class PipelineOutput : IDisposable
{
    private readonly AtomicFile _facts;
    private readonly WriteBehind _factsBehind;
    private readonly AtomicFile _issues;
    private readonly AtomicFile _operationalIssues;
#pragma warning disable CA2213 // what it still holds when the run fails goes with the file
    private readonly CsvWriter _operationalRows;
#pragma warning restore CA2213
    private readonly TransformedParquet? _factParquet;
    private readonly IssueParquet? _issueParquet;
    private readonly DuplicateReferences _duplicates = new();
    private readonly EntitySet _entities = new();
    private readonly Dictionary<string, int> _issueCounts = new(StringComparer.Ordinal);
    private string _lastEntity = "";

    /// <param name="columns">The columns of the transformed file.</param>
    public PipelineOutput(PipelineLogs logs, PipelineRequest request, IReadOnlyList<string> columns, DateOnly today)
    {
        var file = logs.Name + ".csv";
        _facts = Start(request.OutputPath, columns);
        _factsBehind = new WriteBehind(_facts.Stream);
        _issues = Start(Path.Combine(request.IssueDir, file), IssueLog.Columns);
        // The reference puts operational issues one folder deeper than its own gatherer looks; these go where readers look.
        _operationalIssues = Start(Path.Combine(request.OperationalIssueDir, logs.Dataset, today.ToString("yyyy-MM-dd"), file), IssueLog.Columns);
        _operationalRows = new CsvWriter(_operationalIssues.Stream);
        if (request.OutputLogDir is { } outputLogDir)
        {
            _factParquet = new TransformedParquet(Path.Combine(Path.GetDirectoryName(request.OutputPath) ?? "", logs.Name + ".parquet"), logs.FileResource);
            _issueParquet = new IssueParquet(outputLogDir, logs.Dataset, logs.FileResource);
        }
    }

    /// <summary>Rows of the transformed file.</summary>
    public long FactCount { get; private set; }

    /// <summary>Entries kept.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Distinct entities.</summary>
    public int EntityCount => _entities.Count;

    /// <summary>Issues by type.</summary>
    public IReadOnlyDictionary<string, int> IssueCounts => _issueCounts;

    /// <summary>Takes what was made since the last time; batches have to come in order.</summary>
    public void Add(EntryTransform batch)
    {
        _facts.Stream.Write(batch.FactText);
        foreach (var fact in batch.Facts)
        {
            Count(fact);
            _factParquet?.Add(fact);
        }

        if (!batch.IssueText.IsEmpty)
        {
            _issues.Stream.Write(batch.IssueText);
            Add(batch.Issues);
            batch.OperationalIssues.WriteTo(_operationalRows);
        }

        EntryCount += batch.EntryCount;
        _factsBehind.Advance();
        _factParquet?.WriteBehind();
    }

    /// <summary>Logs references that were given twice, after everything was seen.</summary>
    /// <param name="issues">A log of the file in hand, empty so far.</param>
    public void AddDuplicateReferences(IssueLog issues)
    {
        _duplicates.Log(issues);
        using var writer = new CsvWriter(_issues.Stream);
        issues.WriteTo(writer);
        Add(issues);
    }

    public void Commit()
    {
        var size = _facts.Stream.Length;
        _facts.Commit();
        _factParquet?.Commit(size);
        _issues.Commit();
        _issueParquet?.Commit();
        _operationalRows.Flush();
        _operationalIssues.Commit();
    }

    public void Dispose()
    {
        _facts.Dispose();
        _issues.Dispose();
        _operationalIssues.Dispose();
        _factParquet?.Dispose();
        _issueParquet?.Dispose();
    }

    private static AtomicFile Start(string path, IReadOnlyList<string> columns)
    {
        var file = new AtomicFile(path);
        using var header = new CsvWriter(file.Stream);
        header.WriteRecord(columns);
        return file;
    }

    private void Count(Fact fact)
    {
        FactCount++;
        // The facts of an entry share their entity's text.
        if (!ReferenceEquals(fact.Entity, _lastEntity))
        {
            _lastEntity = fact.Entity;
            var entity = fact.Entity.AsSpan().Trim();
            if (!entity.IsEmpty)
            {
                _entities.Add(entity);
            }
        }

        _duplicates.Add(fact);
    }

    private void Add(IssueLog log)
    {
        foreach (var issue in log.Issues)
        {
            _issueCounts[issue.IssueType] = _issueCounts.GetValueOrDefault(issue.IssueType) + 1;
            _issueParquet?.Add(issue, log.EntityOf(issue));
        }
    }
}
