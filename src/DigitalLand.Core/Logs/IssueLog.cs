namespace DigitalLand.Core.Logs;

/// <summary>One thing that was seen in the data, and where.</summary>
/// <param name="Resource">The resource in flight when it was seen.</param>
/// <param name="LineNumber">1-based record of the resource, the header counted.</param>
/// <param name="EntryNumber">1-based data row that survived normalising.</param>
/// <param name="Field">The field, or <c>GeoX,GeoY</c> for the pair.</param>
/// <param name="Entity">Blank until known; see <see cref="IssueLog.MapEntity"/>.</param>
/// <param name="IssueType">A name of the specification's issue-type.csv.</param>
public readonly record struct Issue(string Resource, int LineNumber, int EntryNumber, string Field, string Entity, string IssueType, string Value, string Message);

/// <summary>
/// The issues of one run in the order in which they were seen. Phases set the place as rows come by; what they log then takes it.
/// </summary>
public sealed class IssueLog(string dataset, string resource)
{
    public static readonly string[] Columns = ["dataset", "resource", "line-number", "entry-number", "field", "entity", "issue-type", "value", "message"];

    private readonly List<Issue> _issues = [];
    private readonly Dictionary<int, string> _entities = [];
    private readonly Csv.RepeatedTexts _texts = new();

    public string Dataset { get; } = dataset;

    /// <summary>
    /// The resource that issues are logged for from now on: the one the run was asked for, until the first entry names the file.
    /// </summary>
    public string Resource { get; set; } = resource;

    /// <summary>The line in flight; 0 before the first.</summary>
    public int LineNumber { get; set; }

    /// <summary>The entry in flight; 0 before the first.</summary>
    public int EntryNumber { get; set; }

    public IReadOnlyList<Issue> Issues => _issues;

    /// <summary>Sets the place: what is logged next is about this row.</summary>
    public void MoveTo(int lineNumber, int entryNumber)
    {
        LineNumber = lineNumber;
        EntryNumber = entryNumber;
    }

    /// <summary>Logs an issue at the place in flight, or at the line or entry given instead of it.</summary>
    public void Add(string field, string issueType, string value, string message = "", int lineNumber = 0, int entryNumber = 0, string entity = "") =>
        _issues.Add(new Issue(
            Resource,
            lineNumber != 0 ? lineNumber : LineNumber,
            entryNumber != 0 ? entryNumber : EntryNumber,
            field,
            entity,
            issueType,
            value,
            message));

    /// <summary>Logs what normalising a field's value showed.</summary>
    public void Add(string field, IReadOnlyList<ValueIssue> issues)
    {
        for (var i = 0; i < issues.Count; i++)
        {
            Add(field, issues[i].IssueType, issues[i].Value, issues[i].Message);
        }
    }

    /// <summary>Remembers whose entry it is, so that its issues can name the entity. The first entity of an entry stays.</summary>
    public void MapEntity(int entryNumber, string entity) => _entities.TryAdd(entryNumber, entity);

    /// <summary>The issue's entity: its own, or that of its entry where one is known; blank otherwise.</summary>
    public string EntityOf(Issue issue) => issue.Entity.Length > 0 ? issue.Entity : _entities.GetValueOrDefault(issue.EntryNumber, "");

    /// <summary>Writes the whole log as a file.</summary>
    public void Save(string path)
    {
        using var file = new Files.AtomicFile(path);
        using (var writer = new Csv.CsvWriter(file.Stream))
        {
            writer.WriteRecord(Columns);
            WriteTo(writer);
        }

        file.Commit();
    }

    /// <summary>Writes the issues as CSV, without a header; those without an entity take that of their entry, where one is known.</summary>
    public void WriteTo(Csv.CsvWriter writer)
    {
        foreach (var issue in _issues)
        {
            _texts.WriteField(writer, Dataset);
            _texts.WriteField(writer, issue.Resource);
            writer.WriteField(issue.LineNumber);
            writer.WriteField(issue.EntryNumber);
            _texts.WriteField(writer, issue.Field);
            writer.WriteField(EntityOf(issue));
            _texts.WriteField(writer, issue.IssueType);
            writer.WriteField(issue.Value);
            _texts.WriteField(writer, issue.Message);
            writer.EndRecord();
        }
    }

    /// <summary>Forgets what was logged; the resource stays.</summary>
    public void Clear()
    {
        _issues.Clear();
        _entities.Clear();
    }
}
