using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Edit;

/// <summary>A small CSV file of the configuration on its way to being changed: what would change can be seen before anything is written.</summary>
public sealed class CsvEdit
{
    private readonly string _lineEnd;
    private readonly List<string> _before;

    private CsvEdit(string path, string[] columns, List<string[]> rows, string lineEnd)
    {
        Path = path;
        Columns = columns;
        Rows = rows;
        _lineEnd = lineEnd;
        _before = rows.ConvertAll(Line);
    }

    public string Path { get; }

    public string[] Columns { get; }

    /// <summary>Each with one field a column.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns that are kept, in this order; null for those of the file.</param>
    /// <param name="lineEnd">As whoever writes this file in the reference ends lines.</param>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    public static CsvEdit Open(string path, string[]? columns = null, string lineEnd = "\r\n")
    {
        var table = CsvTable.Read(path);
        var kept = columns ?? table.Header;
        return new CsvEdit(path, kept, table.Rows.ConvertAll(row => Array.ConvertAll(kept, column => row[column])), lineEnd);
    }

    /// <summary>As <see cref="Open"/>, but a file that is missing or empty begins with these columns, and one that is there keeps its own.</summary>
    public static CsvEdit OpenOrCreate(string path, string[] columns) =>
        CsvTable.ReadIfPresent(path) is { Header.Length: > 0 } ? Open(path) : new CsvEdit(path, columns, [], "\r\n");

    /// <summary>A field of a row; blank where there is no such column.</summary>
    public string this[string[] row, string column] => Array.IndexOf(Columns, column) is var i and >= 0 ? row[i] : "";

    /// <summary>Sets a field of a row.</summary>
    /// <exception cref="RunFailedException">The file has no such column.</exception>
    public void Set(string[] row, string column, string value)
    {
        var i = Array.IndexOf(Columns, column);
        row[i >= 0 ? i : throw new RunFailedException($"'{Path}' has no column '{column}'.")] = value;
    }

    /// <summary>Adds a row; fields that are not given are blank.</summary>
    public void Add(IReadOnlyDictionary<string, string> fields)
    {
        var row = new string[Columns.Length];
        Array.Fill(row, "");
        foreach (var (column, value) in fields)
        {
            Set(row, column, value);
        }

        Rows.Add(row);
    }

    /// <summary>The lines that would go (-) and come (+); none where nothing would change.</summary>
    public IEnumerable<string> Changes()
    {
        for (var i = 0; i < Rows.Count; i++)
        {
            var line = Line(Rows[i]);
            if (i >= _before.Count)
            {
                yield return "+" + line;
            }
            else if (line != _before[i])
            {
                yield return "-" + _before[i];
                yield return "+" + line;
            }
        }
    }

    /// <summary>Writes the file.</summary>
    public void Save()
    {
        using var file = new AtomicFile(Path);
        using (var writer = new CsvWriter(file.Stream, _lineEnd))
        {
            writer.WriteRecord(Columns);
            Rows.ForEach(writer.WriteRecord);
        }

        file.Commit();
    }

    private static string Line(string[] row)
    {
        using var line = new MemoryStream();
        using (var writer = new CsvWriter(line, ""))
        {
            writer.WriteRecord(row);
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }
}
