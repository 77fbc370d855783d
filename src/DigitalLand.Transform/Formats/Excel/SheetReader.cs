using System.Globalization;
using System.Xml;
using DigitalLand.Core.Progress;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// Reads a sheet's rows as openpyxl's read-only sheet gives them: what the sheet says of its own dimension is ignored, rows and
/// cells may leave out their place, a row that goes back is dropped, and cells to the right of a row's last one in file order too.
/// </summary>
internal sealed class SheetReader(Workbook workbook, XmlReader xml)
{
    private readonly List<(int Column, Cell? Value)> _row = [];
    private int _rowNumber;
    private int _columnNumber;

    /// <exception cref="InvalidDataException">A cell cannot be understood, or the sheet is too large.</exception>
    public Sheet Read(CancellationToken cancel)
    {
        var sheet = new Sheet();
        var expected = 1;
        var more = xml.ReadTo("row");
        while (more)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("sheet rows read");
            ReadRow();
            if (_rowNumber >= expected)
            {
                expected = _rowNumber + 1;
                Keep(sheet);
            }

            more = xml.IsElement("row") || xml.ReadTo("row");
        }

        return sheet;
    }

    private void Keep(Sheet sheet)
    {
        if (_row.Count == 0)
        {
            return;
        }

        var width = _row[^1].Column;
        if (!IsAscending())
        {
            PutInOrder();
        }

        foreach (var (column, value) in _row)
        {
            if (column <= width && value is { } cell)
            {
                sheet.Add(column - 1, cell);
            }
        }
    }

    private bool IsAscending()
    {
        for (var i = 1; i < _row.Count; i++)
        {
            if (_row[i].Column <= _row[i - 1].Column)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of two cells in one place the later one counts.</summary>
    private void PutInOrder()
    {
        var byColumn = new SortedDictionary<int, Cell?>();
        foreach (var (column, value) in _row)
        {
            byColumn[column] = value;
        }

        _row.Clear();
        _row.AddRange(byColumn.Select(cell => (cell.Key, cell.Value)));
    }

    private void ReadRow()
    {
        var depth = xml.Depth;
        _row.Clear();
        _columnNumber = 0;
        _rowNumber = xml.GetAttribute("r") is { } number ? RowNumber(number) : _rowNumber + 1;
        if (_rowNumber > WorkbookLimits.Rows)
        {
            throw new InvalidDataException($"The sheet has a row {_rowNumber}.");
        }

        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.MoveToChild(depth))
            {
                ReadCell();
            }
        }

        xml.Read();
    }

    private void ReadCell()
    {
        var depth = xml.Depth;
        var type = xml.GetAttribute("t") ?? "n";
        var style = xml.GetAttribute("s") is { Length: > 0 } number ? Integer(number) : 0;
        _columnNumber = xml.GetAttribute("r") is { Length: > 0 } place ? ColumnNumber(place) : _columnNumber + 1;
        if (_columnNumber > WorkbookLimits.Columns)
        {
            throw new InvalidDataException($"The sheet has a column {_columnNumber}.");
        }

        string? value = null;
        string? inline = null;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.MoveToChild(depth))
            {
                if (value is null && xml.IsElement("v"))
                {
                    value = xml.ReadText();
                }
                else if (inline is null && xml.IsElement("is"))
                {
                    inline = RichText.Read(xml);
                }
                else
                {
                    xml.Skip();
                }
            }
        }

        xml.Read();
        _row.Add((_columnNumber, Value(_rowNumber - 1, type, style, type == "inlineStr" ? inline : value)));
    }

    /// <summary>The cell's value by its declared type; null where it is blank.</summary>
    private Cell? Value(int row, string type, int style, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return type switch
        {
            "n" => workbook.Formats[style] is var meaning and not NumberMeaning.Number
                ? SerialDate.Read(Cell.OfNumber(row, value), meaning, workbook.Epoch1904)
                : Cell.OfNumber(row, value),
            "s" => TextOrBlank(row, Shared(value)),
            "b" => new Cell(row, CellKind.Boolean, Integer(value) == 0 ? 0 : 1),
            "d" => IsoDate.Read(row, value),
            "e" => Cell.Missing(row),
            _ => Cell.OfText(row, value),
        };
    }

    private static Cell? TextOrBlank(int row, string text) => text.Length == 0 ? null : Cell.OfText(row, text);

    private string Shared(string value) =>
        Integer(value) is var number && (uint)number < (uint)workbook.Strings.Count
            ? workbook.Strings[number]
            : throw new InvalidDataException($"A cell names the text {value} of {workbook.Strings.Count}.");

    /// <summary>A row's number; some writers give it as <c>3.0</c>.</summary>
    private static int RowNumber(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && real == Math.Floor(real) && Math.Abs(real) < int.MaxValue ? (int)real
        : throw new InvalidDataException($"A row's number is '{text}'.");

    /// <summary>The column of a place such as <c>AB12</c>, counted from 1.</summary>
    private static int ColumnNumber(string place)
    {
        var column = 0;
        var letters = 0;
        while (letters < place.Length && char.IsAsciiLetter(place[letters]))
        {
            column = (column * 26) + (place[letters] & 0x1F);
            letters++;
        }

        return letters is > 0 and <= 3 && int.TryParse(place.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? column
            : throw new InvalidDataException($"A cell's place is '{place}'.");
    }

    private static int Integer(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException($"'{text}' is no number.");
}
