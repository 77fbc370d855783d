using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The transformed files of a dataset: <c>&lt;resource&gt;.csv</c> in one folder, read in the code point order of their names, so that
/// the order of a folder listing decides nothing.
/// </summary>
internal static class TransformedFiles
{
    /// <summary>The files of a folder.</summary>
    /// <exception cref="RunFailedException">There is none, so there is nothing to make a dataset of.</exception>
    public static IReadOnlyList<string> In(string directory)
    {
        var files = CsvFilesIn(directory);
        return files.Count > 0
            ? files
            : throw new RunFailedException($"There is no transformed file (*.csv) in '{directory}'. Transform the dataset's resources first.");
    }

    /// <summary>The CSV files of a folder, in the code point order of their names.</summary>
    public static List<string> CsvFilesIn(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*.csv")
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .OrderBy(path => Path.GetFileName(path), CodePointComparer.Instance),
    ];

    /// <summary>Adds the rows of a file.</summary>
    /// <exception cref="RunFailedException">A column is missing, or a number is not one.</exception>
    public static void Read(string path, FactRows rows, CancellationToken cancel)
    {
        using var reader = CsvReader.Open(path);
        if (!reader.Read())
        {
            return;
        }

        var header = reader.ToArray();
        var entity = Column(path, header, "entity");
        var columns = Array.ConvertAll(rows.Columns.Fields, field => Column(path, header, field));
        var recent = Array.ConvertAll(columns, _ => new RecentText(rows.Texts));
        var texts = new int[columns.Length];
        while (reader.Read())
        {
            if (reader.FieldCount == 0)
            {
                continue;
            }

            if (reader.RecordNumber % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            for (var i = 0; i < columns.Length; i++)
            {
                var text = Field(reader, columns[i]);
                if (rows.Columns.IsInteger[i])
                {
                    Number(text, path, reader.RecordNumber, rows.Columns.Fields[i]);
                }

                texts[i] = recent[i].Intern(text);
            }

            rows.Add(Number(Field(reader, entity), path, reader.RecordNumber, "entity"), texts);
        }
    }

    private static int Column(string path, string[] header, string field) => Array.LastIndexOf(header, field) is var column and >= 0
        ? column
        : throw new RunFailedException($"The transformed file '{path}' has no column '{field}'.");

    /// <summary>A field of the record; one that a short record lacks is blank.</summary>
    private static ReadOnlySpan<char> Field(CsvReader reader, int column) => column < reader.FieldCount ? reader[column] : default;

    private static long Number(ReadOnlySpan<char> text, string path, int record, string field) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RunFailedException($"Record {record} of '{path}' has the {field} '{text}', which is not a whole number.");

    /// <summary>Most columns repeat the value of the row before; that is cheaper to see than to look up.</summary>
    private sealed class RecentText(TextPool texts)
    {
        private readonly char[] _text = new char[80];
        private int _length;
        private bool _kept;
        private int _id;

        public int Intern(ReadOnlySpan<char> text)
        {
            if (_kept && text.SequenceEqual(_text.AsSpan(0, _length)))
            {
                return _id;
            }

            _id = texts.Intern(text);
            _kept = text.TryCopyTo(_text);
            _length = text.Length;
            return _id;
        }
    }
}
