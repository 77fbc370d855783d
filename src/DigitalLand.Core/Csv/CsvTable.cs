using System.Text;
using DigitalLand.Core.Text;

namespace DigitalLand.Core.Csv;

/// <summary>
/// A small CSV file in memory, read as Python's <c>csv.DictReader</c> reads it: the first record names the columns (of two
/// columns with one name the last counts), blank lines are left out, and a short record lacks its last columns.
/// </summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private CsvTable(string path, string[] header)
    {
        Path = path;
        Header = header;
        for (var i = 0; i < header.Length; i++)
        {
            _columns[header[i]] = i;
        }
    }

    /// <summary>Where the table was read, for messages.</summary>
    public string Path { get; }

    public string[] Header { get; }

    public List<CsvTableRow> Rows { get; } = [];

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="WrongUseException">The file does not exist.</exception>
    /// <exception cref="RunFailedException">The file is not UTF-8.</exception>
    public static CsvTable Read(string path) => ReadIfPresent(path) ?? throw new WrongUseException($"There is no file '{path}'.");

    /// <summary>Reads a whole file, or null where there is none.</summary>
    public static CsvTable? ReadIfPresent(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = CsvReader.Open(path);
        try
        {
            return Read(path, reader);
        }
        catch (DecoderFallbackException error)
        {
            throw new RunFailedException($"{path}, after record {reader.RecordNumber}: the text is not UTF-8: {error.Describe()}.", error);
        }
    }

    /// <summary>A table that was never a file.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="header">Names the columns.</param>
    /// <param name="records">Each with its fields in the order of the header.</param>
    public static CsvTable Of(string source, string[] header, IEnumerable<string[]> records)
    {
        var table = new CsvTable(source, header);
        table.Rows.AddRange(records.Select((fields, i) => new CsvTableRow(table, fields, i + 2)));
        return table;
    }

    public bool HasColumn(string name) => _columns.ContainsKey(name);

    private static CsvTable Read(string path, CsvReader reader)
    {
        var header = Array.Empty<string>();
        while (header.Length == 0 && reader.Read())
        {
            header = reader.ToArray();
        }

        var table = new CsvTable(path, header);
        while (reader.Read())
        {
            if (reader.FieldCount > 0)
            {
                table.Rows.Add(new CsvTableRow(table, reader.ToArray(), reader.RecordNumber));
            }
        }

        return table;
    }

    internal int IndexOf(string name) => _columns.GetValueOrDefault(name, -1);
}

/// <summary>One record of a <see cref="CsvTable"/>.</summary>
/// <param name="Table">The file it stands in.</param>
/// <param name="Fields">In the order of the file; may be shorter or longer than the header.</param>
/// <param name="RecordNumber">1-based number of the record in the file, the header being 1.</param>
public sealed record CsvTableRow(CsvTable Table, string[] Fields, int RecordNumber)
{
    /// <summary>The field's text; empty where the column or the cell is missing.</summary>
    public string this[string column] => Find(column) ?? "";

    /// <summary>The field's text, or null where the column or the cell is missing.</summary>
    public string? Find(string column) => Table.IndexOf(column) is var i and >= 0 && i < Fields.Length ? Fields[i] : null;

    /// <summary>The first of the columns that holds text; for columns with a legacy name beside the present one.</summary>
    public string FirstOf(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (this[column] is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "";
    }
}
