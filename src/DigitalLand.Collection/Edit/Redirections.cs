using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Collection.Edit;

/// <summary>Sends entities to the ones that they were merged into (the reference's <c>add_redirections</c>): rows of old-entity.csv with status 301.</summary>
public static class Redirections
{
    private static readonly string[] Columns = ["old-entity", "status", "entity"];

    /// <param name="listPath">Columns entity_source, entity_destination.</param>
    /// <param name="oldEntityPath">The pipeline's old-entity.csv; begun where it is missing or empty.</param>
    /// <param name="skipped">Told of each row of the list that is not whole.</param>
    /// <returns>The file as it would be. Fields go by the names of its columns, in whatever order.</returns>
    /// <exception cref="WrongUseException">The list is missing.</exception>
    /// <exception cref="RunFailedException">A redirection would lead in a circle.</exception>
    public static CsvEdit Prepare(string listPath, string oldEntityPath, Action<string> skipped)
    {
        var file = CsvEdit.OpenOrCreate(oldEntityPath, Columns);
        foreach (var row in CsvTable.Read(listPath).Rows)
        {
            var (from, to) = (row["entity_source"].Trim(), row["entity_destination"].Trim());
            if (from.Length == 0 || to.Length == 0)
            {
                skipped($"Record {row.RecordNumber} of '{listPath}' is left out: it needs entity_source and entity_destination.");
                continue;
            }

            file.Add(new Dictionary<string, string>(StringComparer.Ordinal) { ["old-entity"] = from, ["status"] = "301", ["entity"] = to });
            CheckCircle(file, from);
        }

        return file;
    }

    private static void CheckCircle(CsvEdit file, string start)
    {
        var next = file.Rows.ToLookup(row => file[row, "old-entity"], row => file[row, "entity"], StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var entity = start; entity is { Length: > 0 }; entity = next[entity].LastOrDefault())
        {
            if (!seen.Add(entity))
            {
                throw new RunFailedException($"Nothing was added: the redirection of {start} would lead in a circle ({string.Join(" > ", seen)} > {entity}).");
            }
        }
    }
}
