using DigitalLand.Core.Files;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Parquet;

namespace DigitalLand.Transform.Parquet;

/// <summary>
/// The issue log once more, as Parquet, below folders that name its dataset and resource: readers of many take them for columns.
/// Line and entry numbers are unsigned 32-bit numbers, all else text. Issues are written as they come by.
/// </summary>
public sealed class IssueParquet : IDisposable
{
    /// <summary>What readers of the reference's files find where an issue has no entity or no message.</summary>
    private const string Missing = "None";

    private readonly string _dataset;
    private readonly AtomicFile _file;
    private readonly DictionaryColumn<string, TextEncoding> _datasets;
    private readonly DictionaryColumn<string, TextEncoding> _resources;
    private readonly DictionaryColumn<uint, UInt32Encoding> _lines;
    private readonly DictionaryColumn<uint, UInt32Encoding> _entries;
    private readonly DictionaryColumn<string, TextEncoding> _fields;
    private readonly DictionaryColumn<string, TextEncoding> _entities;
    private readonly DictionaryColumn<string, TextEncoding> _types;
    private readonly PlainColumn _values;
    private readonly DictionaryColumn<string, TextEncoding> _messages;
    private readonly ParquetWriter _writer;

    /// <summary>Starts <c>issue/dataset=D/resource=R/R.parquet</c>, with the columns of <see cref="IssueLog.Columns"/>.</summary>
    /// <param name="outputLogDir">The folder that holds <c>issue</c>.</param>
    public IssueParquet(string outputLogDir, string dataset, string resource)
    {
        _dataset = dataset;
        var snappy = new Snappy();
        _datasets = new("dataset", snappy);
        _resources = new("resource", snappy);
        _lines = new("line-number", snappy);
        _entries = new("entry-number", snappy);
        _fields = new("field", snappy);
        _entities = new("entity", snappy);
        _types = new("issue-type", snappy);
        _values = new("value", snappy);
        _messages = new("message", snappy);
        _file = new AtomicFile(Path.Combine(outputLogDir, "issue", $"dataset={dataset}", $"resource={resource}", $"{resource}.parquet"));
        _writer = new ParquetWriter(_file.Stream, _datasets, _resources, _lines, _entries, _fields, _entities, _types, _values, _messages);
    }

    /// <param name="entity">The issue's own or its entry's; blank where none is known.</param>
    public void Add(in Issue issue, string entity)
    {
        _datasets.Add(_dataset);
        _resources.Add(issue.Resource);
        _lines.Add((uint)issue.LineNumber);
        _entries.Add((uint)issue.EntryNumber);
        _fields.Add(issue.Field);
        _entities.Add(OrMissing(entity));
        _types.Add(issue.IssueType);
        _values.Add(issue.Value);
        _messages.Add(OrMissing(issue.Message));
        _writer.EndRow();
    }

    /// <summary>Completes the file and moves it into place.</summary>
    public void Commit()
    {
        _writer.Finish();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private static string OrMissing(string text) => text.Length > 0 ? text : Missing;
}
