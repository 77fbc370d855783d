using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>How the files of a table are put into one form before they are stored.</summary>
internal enum FileForm
{
    /// <summary>As they are written.</summary>
    AsWritten,

    /// <summary>
    /// Files of many collections, brought together by the rules of the reference's <c>csvcat</c>: dates in one form, a blank dataset from
    /// the older column <c>pipeline</c>, the key of a source worked out anew.
    /// </summary>
    BroughtTogether,
}

/// <summary>
/// Fills a table and the tables of its lists from CSV files, by the reference's <c>SqlitePackage.load</c>: of two rows with one key the
/// last stays. Memory does not grow with the files.
/// </summary>
internal sealed class TableLoader : IDisposable
{
    private readonly BuilderTable _table;
    private readonly TableWriter _rows;
    private readonly (string Field, TableWriter Pairs)[] _lists;
    private readonly List<string> _remarks;

    /// <param name="remarks">Takes a sentence about each file with records that are longer than its header.</param>
    public TableLoader(SqliteDatabase database, BuilderTable table, List<string> remarks)
    {
        _table = table;
        _rows = new SqliteTableWriter(database, table.Table);
        _lists = [.. table.Lists.Select(list => (list.Field, new SqliteTableWriter(database, list.Table)))];
        _remarks = remarks;
    }

    private enum Rule
    {
        AsWritten,
        Timestamp,
        Day,
        DatasetOrPipeline,
        SourceKey,
    }

    /// <summary>Adds the records of a file.</summary>
    /// <param name="fixedCells">Fields that have one value in every row, whatever the file says.</param>
    /// <exception cref="RunFailedException">A date or a number is none.</exception>
    public void Load(string path, FileForm form, CancellationToken cancel, params (string Field, string Value)[] fixedCells)
    {
        using var file = new CsvRecords(path);
        var cells = _table.Table.Columns.Select(column => new Cell(file, column.Field, RuleOf(column.Field, form), fixedCells)).ToArray();
        var key = _lists.Length == 0 ? -1 : _table.Table.Ordinal(PackageColumn.SqlName(_table.Schema));
        var lists = _lists.Select(list => (Column: file.Find(list.Field), list.Pairs)).ToArray();
        var longRecord = 0;
        while (file.Read(cancel))
        {
            longRecord = longRecord == 0 && file.IsLong ? file.RecordNumber : longRecord;
            for (var i = 0; i < cells.Length; i++)
            {
                var text = cells[i].Text();
                if (!_rows.TrySetFromText(i, text))
                {
                    throw new RunFailedException($"Record {file.RecordNumber} of '{path}' has the {_table.Table.Columns[i].Field} '{text}', which is not a number.");
                }
            }

            _rows.Insert();
            foreach (var (column, pairs) in lists)
            {
                AddItems(cells[key].Text(), file[column], pairs);
            }
        }

        if (longRecord > 0 && form == FileForm.BroughtTogether)
        {
            _remarks.Add($"Record {longRecord} of '{path}' has more cells than the header has names; what is beyond them is left out.");
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        foreach (var (_, pairs) in _lists)
        {
            pairs.Dispose();
        }
    }

    private static void AddItems(ReadOnlySpan<char> key, ReadOnlySpan<char> list, TableWriter pairs)
    {
        foreach (var item in list.Split(';'))
        {
            if (!list[item].IsEmpty)
            {
                pairs.TrySetFromText(0, key);
                pairs.TrySetFromText(1, list[item]);
                pairs.Insert();
            }
        }
    }

    private Rule RuleOf(string field, FileForm form) => (form, field) switch
    {
        (FileForm.AsWritten, _) => Rule.AsWritten,
        (_, "entry-date") => Rule.Timestamp,
        (_, "dataset") => Rule.DatasetOrPipeline,
        (_, "source") when _table.Schema == "source" => Rule.SourceKey,
        _ => field.EndsWith("-date", StringComparison.Ordinal) ? Rule.Day : Rule.AsWritten,
    };

    /// <summary>What gives one column its text, record after record.</summary>
    private sealed class Cell
    {
        private readonly CsvRecords _file;
        private readonly string _field;
        private readonly Rule _rule;
        private readonly string? _fixed;
        private readonly int _column;
        private readonly int[] _others;

        public Cell(CsvRecords file, string field, Rule rule, (string Field, string Value)[] fixedCells)
        {
            _file = file;
            _field = field;
            _rule = rule;
            _fixed = Array.Find(fixedCells, cell => cell.Field == field).Value;
            _column = file.Find(field);
            _others = rule switch
            {
                Rule.DatasetOrPipeline => [file.Find("pipeline")],
                Rule.SourceKey => [file.Find("collection"), file.Find("organisation"), file.Find("endpoint")],
                _ => [],
            };
        }

        public ReadOnlySpan<char> Text()
        {
            if (_fixed is not null)
            {
                return _fixed;
            }

            var text = _file[_column];
            return _rule switch
            {
                Rule.Timestamp => DateText.TryTimestamp(text, out var timestamp) ? timestamp : throw NoDate(text),
                Rule.Day => DateText.TryDay(text, out var day) ? day : throw NoDate(text),
                Rule.DatasetOrPipeline => text.IsEmpty ? _file[_others[0]] : text,
                Rule.SourceKey => _column >= 0 && text.IsEmpty ? text : SourceKey(),
                _ => text,
            };
        }

        /// <summary>
        /// The MD5 of collection, organisation and endpoint. A blank key stays blank; a file without the column gets its keys all the same,
        /// because without them all its sources would be one.
        /// </summary>
        private string SourceKey()
        {
            var text = $"{_file[_others[0]]}|{_file[_others[1]]}|{_file[_others[2]]}";
#pragma warning disable CA5351 // the key of a source is an MD5 by definition, and protects nothing
            return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
        }

        private RunFailedException NoDate(ReadOnlySpan<char> text) => new(
            $"Record {_file.RecordNumber} of '{_file.Path}' has the {_field} '{text}', which is no date: write it as 2024-05-01 and run again.");
    }
}
