using DigitalLand.Core.Files;
using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Parquet;

/// <summary>
/// The issue log once more, as Parquet, below folders that name its dataset and resource: readers of many take them for columns.
/// Line and entry numbers are unsigned 32-bit numbers, all else text.
/// </summary>
public static class IssueParquet
{
    /// <summary>What readers of the reference's files find where an issue has no entity or no message.</summary>
    private const string Missing = "None";

    /// <summary>Writes <c>issue/dataset=D/resource=R/R.parquet</c>, with the columns of <see cref="IssueLog.Columns"/>.</summary>
    /// <param name="outputLogDir">The folder that holds <c>issue</c>.</param>
    public static void Write(string outputLogDir, IssueLog log)
    {
        var snappy = new Snappy();
        var datasets = new DictionaryColumn<string, TextEncoding>("dataset", snappy);
        var resources = new DictionaryColumn<string, TextEncoding>("resource", snappy);
        var lines = new DictionaryColumn<uint, UInt32Encoding>("line-number", snappy);
        var entries = new DictionaryColumn<uint, UInt32Encoding>("entry-number", snappy);
        var fields = new DictionaryColumn<string, TextEncoding>("field", snappy);
        var entities = new DictionaryColumn<string, TextEncoding>("entity", snappy);
        var types = new DictionaryColumn<string, TextEncoding>("issue-type", snappy);
        var values = new PlainColumn("value", snappy);
        var messages = new DictionaryColumn<string, TextEncoding>("message", snappy);
        using var file = new AtomicFile(PathOf(outputLogDir, log));
        var writer = new ParquetWriter(file.Stream, datasets, resources, lines, entries, fields, entities, types, values, messages);
        foreach (var issue in log.Issues)
        {
            datasets.Add(log.Dataset);
            resources.Add(issue.Resource);
            lines.Add((uint)issue.LineNumber);
            entries.Add((uint)issue.EntryNumber);
            fields.Add(issue.Field);
            entities.Add(OrMissing(log.EntityOf(issue)));
            types.Add(issue.IssueType);
            values.Add(issue.Value);
            messages.Add(OrMissing(issue.Message));
            writer.EndRow();
        }

        writer.Finish();
        file.Commit();
    }

    private static string PathOf(string outputLogDir, IssueLog log) =>
        Path.Combine(outputLogDir, "issue", $"dataset={log.Dataset}", $"resource={log.Resource}", $"{log.Resource}.parquet");

    private static string OrMissing(string text) => text.Length > 0 ? text : Missing;
}
