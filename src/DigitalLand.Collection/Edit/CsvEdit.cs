using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Collection.Edit;

/// <summary>A CSV file of the configuration whose rows are changed in their places and added at its end.</summary>
public sealed class CsvEdit : FileEdit
{
    private readonly string _lineEnd;
    private readonly string? _headerBefore;
    private readonly List<string[]> _rows;
    private readonly int _known;

    /// <summary>Rows that were changed, each as it was.</summary>
    private readonly Dictionary<string[], string> _before = new(ReferenceEqualityComparer.Instance);

    private CsvEdit(string path, string[] columns, string? headerBefore, List<string[]> rows, string lineEnd)
        : base(path)
    {
        Columns = columns;
        _headerBefore = headerBefore;
        _rows = rows;
        _known = rows.Count;
        _lineEnd = lineEnd;
    }

    public string[] Columns { get; }

    /// <summary>Each with one field a column.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns that are kept, in this order; null for those of the file.</param>
    /// <param name="lineEnd">As whoever writes this file in the reference ends lines.</param>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    public static CsvEdit Open(string path, string[]? columns = null, string lineEnd = "\r\n")
    {
        var table = CsvTable.Read(path);
        var kept = columns ?? table.Header;
        return new CsvEdit(path, kept, Line(table.Header), table.Rows.ConvertAll(row => Array.ConvertAll(kept, column => row[column])), lineEnd);
    }

    /// <summary>As <see cref="Open"/>, but a file that is missing or empty begins with these columns, and one that is there keeps its own.</summary>
    public static CsvEdit OpenOrCreate(string path, string[] columns) =>
        CsvTable.ReadIfPresent(path) is { Header.Length: > 0 } ? Open(path) : new CsvEdit(path, columns, null, [], "\r\n");

    /// <summary>A field of a row; blank where there is no such column.</summary>
    public string this[string[] row, string column] => Array.IndexOf(Columns, column) is var i and >= 0 ? row[i] : "";

    /// <summary>Sets a field of a row.</summary>
    /// <exception cref="RunFailedException">The file has no such column.</exception>
    public void Set(string[] row, string column, string value)
    {
        var i = IndexOf(column);
        if (row[i] != value)
        {
            _before.TryAdd(row, Line(row));
            row[i] = value;
        }
    }

    /// <summary>Adds a row; fields that are not given are blank.</summary>
    /// <exception cref="RunFailedException">The file has no column for a field.</exception>
    public void Add(IReadOnlyDictionary<string, string> fields)
    {
        var row = new string[Columns.Length];
        Array.Fill(row, "");
        foreach (var (column, value) in fields)
        {
            row[IndexOf(column)] = value;
        }

        _rows.Add(row);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Changes()
    {
        if (_rows.Count == _known && !_rows.Exists(IsChanged))
        {
            yield break;
        }

        foreach (var line in HeaderChanges())
        {
            yield return line;
        }

        for (var i = 0; i < _rows.Count; i++)
        {
            if (i < _known && IsChanged(_rows[i]))
            {
                yield return "-" + _before[_rows[i]];
                yield return "+" + Line(_rows[i]);
            }
            else if (i >= _known)
            {
                yield return "+" + Line(_rows[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream stream)
    {
        using var writer = new CsvWriter(stream, _lineEnd);
        writer.WriteRecord(Columns);
        _rows.ForEach(writer.WriteRecord);
    }

    /// <summary>Columns that are lost, or come anew, concern every row: the header says it once.</summary>
    private IEnumerable<string> HeaderChanges()
    {
        var header = Line(Columns);
        return header == _headerBefore ? [] : [.. _headerBefore is null ? Array.Empty<string>() : ["-" + _headerBefore], "+" + header];
    }

    private bool IsChanged(string[] row) => _before.TryGetValue(row, out var before) && before != Line(row);

    private int IndexOf(string column) =>
        Array.IndexOf(Columns, column) is var i and >= 0 ? i : throw new RunFailedException($"'{Path}' has no column '{column}'.");
}
