using System.Globalization;
using System.Text;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// The table <c>operational_issue</c>. The specification has no schema of it: the reference lets pandas read the gathered file and store
/// what it takes it for, so that a column's type follows from its values.
/// </summary>
internal static class OperationalIssues
{
    private static readonly string[] Columns = ["dataset", "resource", "line-number", "entry-number", "field", "issue-type", "value", "message", "entry-date"];

    /// <summary>What <c>pandas.read_csv</c> takes for no value.</summary>
    private static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    };

    private enum Kind
    {
        Whole,
        Real,
        Text,
    }

    /// <summary>Makes and fills the table from every <c>D/operational-issue.csv</c> in the folders.</summary>
    public static void Write(SqliteDatabase database, IEnumerable<string> folders, CancellationToken cancel)
    {
        var files = folders
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(folder => Path.Combine(folder, "operational-issue.csv"))
            .Where(File.Exists)
            .Order(CodePointComparer.Instance)
            .ToList();
        var kinds = Kinds(files, cancel);
        database.Execute($"CREATE TABLE \"operational_issue\" (\n{string.Join(",\n  ", Columns.Zip(kinds, (column, kind) => $"\"{column}\" {SqlType(kind)}"))}\n)");
        using var insert = database.Prepare($"INSERT INTO operational_issue VALUES ({string.Join(',', Columns.Select(_ => "?"))})");
        foreach (var file in files)
        {
            Insert(file, insert, cancel);
        }
    }

    /// <summary>The affinity of the column makes a number of a number's text.</summary>
    private static void Insert(string path, SqliteStatement insert, CancellationToken cancel)
    {
        using var records = new CsvRecords(path);
        var columns = Columns.Select(records.Find).ToArray();
        while (records.Read(cancel))
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var text = records[columns[i]];
                if (IsMissing(text))
                {
                    insert.BindNull(i);
                }
                else
                {
                    insert.Bind(i, Encoding.UTF8.GetBytes(text.ToString()));
                }
            }

            insert.Run();
        }
    }

    /// <summary>Whole numbers where every value is one, real ones where some are missing or broken, otherwise text; text also of no rows.</summary>
    private static Kind[] Kinds(IEnumerable<string> files, CancellationToken cancel)
    {
        var kinds = new Kind[Columns.Length];
        var any = false;
        foreach (var file in files)
        {
            using var records = new CsvRecords(file);
            var columns = Columns.Select(records.Find).ToArray();
            while (records.Read(cancel))
            {
                any = true;
                for (var i = 0; i < kinds.Length; i++)
                {
                    kinds[i] = (Kind)Math.Max((int)kinds[i], (int)KindOf(records[columns[i]]));
                }
            }
        }

        return any ? kinds : [.. Columns.Select(_ => Kind.Text)];
    }

    private static Kind KindOf(ReadOnlySpan<char> text) =>
        IsMissing(text) ? Kind.Real
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? Kind.Whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Kind.Real
        : Kind.Text;

    private static bool IsMissing(ReadOnlySpan<char> text) => Missing.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);

    private static string SqlType(Kind kind) => kind switch
    {
        Kind.Whole => "INTEGER",
        Kind.Real => "REAL",
        _ => "TEXT",
    };
}
