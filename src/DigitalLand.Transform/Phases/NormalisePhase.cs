using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>A record of the resource that survived normalising.</summary>
/// <param name="Number">1-based record of the resource.</param>
public sealed record Line(int Number, string[] Cells);

/// <summary>
/// Cleans the cells of every record, the header included: trims them, blanks what means nothing (<c>NULL</c>, <c>n/a</c>, <c>?</c>,
/// <c>--</c>), drops records that are blank or that a skip pattern matches.
/// </summary>
/// <remarks>Port of the reference's <c>NormalisePhase</c>; its null patterns are written out in <see cref="MeansNothing"/>.</remarks>
public sealed class NormalisePhase(IReadOnlyList<string> skipPatterns)
{
    /// <summary>A no-break space is not among them: it stays.</summary>
    private const string Trimmed = " \n\r\t\f";

    private readonly CellTexts _texts = new();
    private char[] _joined = [];
    private readonly PythonRegex[] _skips = [.. skipPatterns.Select(pattern => new PythonRegex(pattern))];

    /// <summary>The lines of the resource that are left, in order.</summary>
    public IEnumerable<Line> Process(CsvReader reader)
    {
        while (reader.Read())
        {
            var cells = Cells(reader, out var blank);
            if (!blank && !IsSkipped(cells))
            {
                yield return new Line(reader.RecordNumber, cells);
            }
        }
    }

    /// <summary>The text without its outer white space, each inner line end as CRLF, and nothing where it means nothing.</summary>
    public static string Normalise(ReadOnlySpan<char> cell) => new NormalisePhase([]).Normalise(0, cell);

    private string Normalise(int column, ReadOnlySpan<char> cell)
    {
        var text = cell.Trim(Trimmed);
        if (text.IsEmpty || MeansNothing(text))
        {
            return "";
        }

        var value = _texts.Of(column, text);
        return text.ContainsAny('\r', '\n')
            ? value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)
            : value;
    }

    /// <summary>
    /// <c>^&lt;*null&gt;*$</c>, <c>^#*n/?a$</c>, <c>^\?*$</c> and <c>^-+$</c>, whatever the case of the letters. Real values such as the
    /// reference <c>-</c> or the name <c>NA</c> go too: configurations were tuned with that.
    /// </summary>
    private static bool MeansNothing(ReadOnlySpan<char> text) => text[0] switch
    {
        '-' => !text.ContainsAnyExcept('-'),
        '?' => !text.ContainsAnyExcept('?'),
        '#' => IsNotApplicable(text.TrimStart('#')),
        '<' => IsNull(text.TrimStart('<').TrimEnd('>')),
        'n' or 'N' => IsNotApplicable(text) || IsNull(text.TrimEnd('>')),
        _ => false,
    };

    private static bool IsNotApplicable(ReadOnlySpan<char> text) =>
        text.Equals("na", StringComparison.OrdinalIgnoreCase) || text.Equals("n/a", StringComparison.OrdinalIgnoreCase);

    private static bool IsNull(ReadOnlySpan<char> text) => text.Equals("null", StringComparison.OrdinalIgnoreCase);

    private string[] Cells(CsvReader reader, out bool blank)
    {
        blank = true;
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Normalise(i, reader[i]);
            blank &= cells[i].Length == 0;
        }

        return cells;
    }

    private bool IsSkipped(string[] cells)
    {
        if (_skips.Length == 0)
        {
            return false;
        }

        var joined = Join(cells);
        foreach (var skip in _skips)
        {
            if (skip.IsMatch(joined))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cells with commas between them, without quotes; in a buffer that the next line uses again.</summary>
    private ReadOnlySpan<char> Join(string[] cells)
    {
        var length = Math.Max(0, cells.Length - 1);
        foreach (var cell in cells)
        {
            length += cell.Length;
        }

        if (_joined.Length < length)
        {
            _joined = new char[length * 2];
        }

        var at = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
            {
                _joined[at++] = ',';
            }

            cells[i].CopyTo(_joined.AsSpan(at));
            at += cells[i].Length;
        }

        return _joined.AsSpan(0, length);
    }
}
