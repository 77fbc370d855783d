using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>A sheet with its first row as header and each column typed, ready to be written (pandas <c>read_excel</c>, then <c>to_csv</c>).</summary>
internal sealed class Table
{
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
        for (var row = 1; row < _sheet.RowCount; row++)
        {
            cancel.ThrowIfCancellationRequested();
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
    private sealed class TypedColumn(List<Cell> cells)
    {
        private readonly InstantFormat? _instants = DateTyping.Settle(cells);
        private readonly bool? _partDays = DateTyping.HasPartDays(cells);
        private int _next;

        /// <summary>The text of a row, asked for in order.</summary>
        public string Take(int row)
        {
            if (_next == cells.Count || cells[_next].Row != row)
            {
                return "";
            }

            ref readonly var cell = ref CollectionsMarshal.AsSpan(cells)[_next++];
            return cell.Kind switch
            {
                CellKind.Timestamp => CellText.Instant(cell.Bits, _instants!),
                CellKind.Duration when _partDays is { } partDays => CellText.ColumnDuration(cell.Bits, partDays),
                _ => CellText.Of(cell),
            };
        }
    }
}
