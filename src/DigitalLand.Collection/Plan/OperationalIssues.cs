using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// The operational issues of a dataset, from the files that its transforms left day by day, in one list with its history (the reference's
/// <c>OperationalIssueLog</c>).
/// </summary>
public static class OperationalIssues
{
    public static readonly string[] Columns =
        ["dataset", "resource", "line-number", "entry-number", "field", "issue-type", "value", "message", "entry-date"];

    /// <summary>Brings <c>&lt;directory&gt;/&lt;dataset&gt;/operational-issue.csv</c> up to date.</summary>
    /// <param name="directory">Holds <c>&lt;dataset&gt;/&lt;date&gt;/*.csv</c>.</param>
    /// <param name="dataset">Whose.</param>
    /// <returns>The rows of the list.</returns>
    public static int Save(string directory, string dataset)
    {
        var path = Path.Combine(directory, dataset, "operational-issue.csv");
        var rows = Rows(path, date: null).ToList();
        var latest = rows.Count == 0 ? "" : rows.Select(row => row[^1]).Max(CodePointComparer.Instance)!;
        foreach (var (file, date) in Files(directory))
        {
            rows.AddRange(Rows(file, date).Where(row => CodePointComparer.Instance.Compare(row[^1], latest) > 0));
        }

        rows.RemoveAll(row => row[0] != dataset);
        AtomicFile.WriteCsv(path, Columns, rows);
        return rows.Count;
    }

    private static IEnumerable<string[]> Rows(string path, string? date) =>
        (CsvTable.ReadIfPresent(path)?.Rows ?? []).Select(row => Array.ConvertAll(Columns, column => row.Find(column) ?? (column == "entry-date" ? date ?? "" : "")));

    private static IEnumerable<(string Path, string Date)> Files(string directory) => !Directory.Exists(directory)
        ? []
        : Directory.EnumerateDirectories(directory)
            .SelectMany(Directory.EnumerateDirectories)
            .SelectMany(day => Directory.EnumerateFiles(day, "*.csv").Where(file => !Path.GetFileName(file).StartsWith('.')).Select(file => (file, Path.GetFileName(day))))
            .OrderBy(file => file.file, CodePointComparer.Instance);
}
