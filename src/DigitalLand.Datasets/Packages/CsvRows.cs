using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// A CSV file on its way into a table: columns meet by the specification's names, columns that the table lacks are left out, and columns
/// that the file lacks are blank. A record that ends before a column has the text <c>None</c> there, because that is what the reference stores.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const string MissingCell = "None";

    private readonly string _path;
    private readonly TableWriter _table;
    private readonly CsvReader _reader;
    private readonly string[] _header;
    private readonly int[] _columns;
    private readonly string?[] _fixed;

    public CsvRows(string path, TableWriter table)
    {
        _path = path;
        _table = table;
        _reader = CsvReader.Open(path);
        _header = _reader.Read() ? _reader.ToArray() : [];
        _columns = [.. table.Table.Columns.Select(column => Array.LastIndexOf(_header, column.Field))];
        _fixed = new string?[_columns.Length];
    }

    /// <summary>Cells that short records lacked.</summary>
    public long MissingCells { get; private set; }

    public int RecordNumber => _reader.RecordNumber;

    /// <summary>The current record's value of a column; empty where there is none.</summary>
    public ReadOnlySpan<char> this[string field] => Array.LastIndexOf(_header, field) is var i and >= 0 && i < _reader.FieldCount ? _reader[i] : default;

    /// <summary>Gives a column the same value in every row, whatever the file has.</summary>
    public void Fix(string field, string value)
    {
        for (var i = 0; i < _fixed.Length; i++)
        {
            _fixed[i] = _table.Table.Columns[i].Field == field ? value : _fixed[i];
        }
    }

    /// <summary>Moves to the next record that is not blank; false at the end of the file.</summary>
    public bool Read(CancellationToken cancel)
    {
        do
        {
            if (RecordNumber % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                WorkMeter.Add("records read", Math.Min(RecordNumber, 65_536));
            }

            if (!_reader.Read())
            {
                return false;
            }
        }
        while (_reader.FieldCount == 0);
        return true;
    }

    /// <summary>Inserts the current record.</summary>
    /// <exception cref="RunFailedException">A number is not one.</exception>
    public void Insert()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var text = Text(i);
            if (!_table.TrySetFromText(i, text))
            {
                throw new RunFailedException($"Record {RecordNumber} of '{_path}' has the {_table.Table.Columns[i].Field} '{text}', which is not a number.");
            }
        }

        _table.Insert();
    }

    public void Dispose() => _reader.Dispose();

    private ReadOnlySpan<char> Text(int column)
    {
        if (_fixed[column] is { } value)
        {
            return value;
        }

        var field = _columns[column];
        if (field < 0)
        {
            return default;
        }

        if (field < _reader.FieldCount)
        {
            return _reader[field];
        }

        MissingCells++;
        return MissingCell;
    }
}
