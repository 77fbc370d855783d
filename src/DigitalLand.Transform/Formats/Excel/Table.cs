using System.Runtime.InteropServices;
using DigitalLand.Core.Progress;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>A sheet with its first row as header and each column typed, ready to be written (pandas <c>read_excel</c>, then <c>to_csv</c>).</summary>
internal sealed class Table
{
    /// <summary>Fields that pandas writes at a time. How dates are written is decided anew for the rows of each time.</summary>
    private const int FieldsAtOnce = 100_000;

    private readonly Sheet _sheet;
    private readonly string[] _names;
    private readonly TypedColumn[] _columns;

    /// <param name="sheet">Taken over: its cells are rewritten.</param>
    /// <param name="cancel">Looked at once a column.</param>
    public Table(Sheet sheet, CancellationToken cancel)
    {
        _sheet = sheet;
        _names = HeaderNames.Of([.. sheet.Columns.Select(TakeHeader)]);
        _columns = new TypedColumn[_names.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            ColumnTyping.Settle(sheet.Columns[i], sheet.RowCount - 1);
            _columns[i] = new TypedColumn(sheet.Columns[i]);
        }
    }

    /// <summary>Writes every field in quotes and every line with LF, blank rows included; a sheet without a cell is one blank line.</summary>
    public void Write(TextWriter writer, CancellationToken cancel)
    {
        WriteRecord(writer, _names);
        var rows = Math.Max(1, FieldsAtOnce / Math.Max(1, _columns.Length));
        for (var row = 1; row < _sheet.RowCount; row++)
        {
            cancel.ThrowIfCancellationRequested();
            if ((row - 1) % rows == 0)
            {
                WorkMeter.Add("sheet rows written", Math.Min(rows, _sheet.RowCount - row));
                foreach (var column in _columns)
                {
                    column.Begin(row + rows);
                }
            }

            for (var i = 0; i < _columns.Length; i++)
            {
                if (i > 0)
                {
                    writer.Write(',');
                }

                WriteField(writer, _columns[i].Take(row));
            }

            writer.Write('\n');
        }
    }

    private static void WriteRecord(TextWriter writer, string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }

            WriteField(writer, fields[i]);
        }

        writer.Write('\n');
    }

    private static void WriteField(TextWriter writer, string text)
    {
        writer.Write('"');
        writer.Write(text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        writer.Write('"');
    }

    private static Cell? TakeHeader(List<Cell> column, int place)
    {
        if (column.Count == 0 || column[0].Row > 0)
        {
            return null;
        }

        var header = column[0];
        column.RemoveAt(0);
        // A byte order mark before the first name is dropped, as from any text.
        return place > 0 || header.Text is not ['\uFEFF', .. var name] ? header
            : name.Length > 0 ? header with { Text = name }
            : null;
    }

    /// <summary>A column being written from the top down.</summary>
    private sealed class TypedColumn
    {
        private readonly List<Cell> _cells;
        private readonly bool _isDates;
        private readonly bool _isDurations;
        private readonly int? _offset;
        private InstantFormat _instants;
        private bool _partDays;
        private int _next;

        public TypedColumn(List<Cell> cells)
        {
            _cells = cells;
            _isDates = DateTyping.Settle(cells, out _offset);
            _isDurations = DateTyping.IsDurations(cells);
        }

        /// <summary>Looks ahead over the rows up to one, exclusive, that are written alike.</summary>
        public void Begin(int end)
        {
            if (!_isDates && !_isDurations)
            {
                return;
            }

            var last = _next;
            while (last < _cells.Count && _cells[last].Row < end)
            {
                last++;
            }

            var run = CollectionsMarshal.AsSpan(_cells)[_next..last];
            _instants = InstantFormat.Of(run, _offset);
            _partDays = CellText.HasPartDays(run);
        }

        /// <summary>The text of a row, asked for in order.</summary>
        public string Take(int row)
        {
            if (_next == _cells.Count || _cells[_next].Row != row)
            {
                return "";
            }

            ref readonly var cell = ref CollectionsMarshal.AsSpan(_cells)[_next++];
            return cell.Kind switch
            {
                CellKind.Timestamp => _instants.Write(cell.Bits),
                CellKind.Duration when _isDurations => CellText.ColumnDuration(cell.Bits, _partDays),
                _ => CellText.Of(cell),
            };
        }
    }
}
