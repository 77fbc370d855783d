using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Collection.Edit;

/// <summary>
/// Ends endpoints and sources (the reference's <c>retire_endpoints_and_sources</c>): a list of collection, endpoint and source. A list that names
/// something unknown changes nothing at all.
/// </summary>
public static class Retirement
{
    /// <param name="listPath">Columns collection, endpoint, source.</param>
    /// <param name="collectionsDirectory">Holds a folder for each collection.</param>
    /// <param name="today">Becomes the end-date.</param>
    /// <returns>The files as they would be.</returns>
    /// <exception cref="WrongUseException">A file is missing.</exception>
    /// <exception cref="RunFailedException">Something on the list is unknown.</exception>
    public static IReadOnlyList<FileEdit> Prepare(string listPath, string collectionsDirectory, DateOnly today)
    {
        var list = CsvTable.Read(listPath);
        if (Array.Find(["collection", "endpoint", "source"], column => !list.HasColumn(column)) is { } missing)
        {
            throw new RunFailedException($"'{listPath}' has no column '{missing}'; it needs collection, endpoint and source.");
        }

        var files = new List<FileEdit>();
        var unknown = new List<string>();
        foreach (var rows in list.Rows.GroupBy(row => row["collection"], StringComparer.Ordinal))
        {
            foreach (var column in new[] { "endpoint", "source" })
            {
                var file = CsvEdit.Open(Path.Combine(collectionsDirectory, rows.Key, column + ".csv"), lineEnd: "\n");
                var names = rows.Select(row => row[column]).ToHashSet(StringComparer.Ordinal);
                var found = file.Rows.Where(row => names.Contains(file[row, column])).ToList();
                found.ForEach(row => file.Set(row, "end-date", IsoTimestamp.Of(today)));
                unknown.AddRange(names.Except(found.Select(row => file[row, column]), StringComparer.Ordinal).Select(name => $"the {column} '{name}' of {rows.Key}"));
                files.Add(file);
            }
        }

        return unknown.Count == 0 ? files : throw new RunFailedException($"Nothing was retired, because these are unknown: {string.Join(", ", unknown)}.");
    }
}
