namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// The cells of a sheet by column, blanks left out. Trailing blank rows and columns are not part of it, as pandas trims them; blank
/// rows between others are.
/// </summary>
internal sealed class Sheet
{
    private int _cells;
    private long _textLength;

    /// <summary>From the leftmost to the last that holds anything; a blank one between them has no cells.</summary>
    public List<List<Cell>> Columns { get; } = [];

    /// <summary>Up to the last that holds anything, the header included.</summary>
    public int RowCount { get; private set; }

    /// <summary>Adds a cell; rows come in ascending order.</summary>
    /// <exception cref="InvalidDataException">The sheet holds more than may be read.</exception>
    public void Add(int column, Cell cell)
    {
        while (Columns.Count <= column)
        {
            Columns.Add([]);
        }

        Columns[column].Add(cell);
        RowCount = cell.Row + 1;
        _textLength += cell.Text?.Length ?? 0;
        if (++_cells > WorkbookLimits.Cells || _textLength > WorkbookLimits.TextLength || (long)RowCount * Columns.Count > WorkbookLimits.Fields)
        {
            throw new InvalidDataException("The sheet is too large.");
        }
    }
}
