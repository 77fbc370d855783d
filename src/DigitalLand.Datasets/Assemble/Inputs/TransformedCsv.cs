using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>Reads a transformed file as CSV: columns are found by their names, and what a short record lacks is blank.</summary>
internal static class TransformedCsv
{
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
        var (entity, fact, value) = (Column(path, header, "entity"), Column(path, header, "fact"), Column(path, header, "value"));
        var names = rows.Columns.Pooled;
        var columns = Array.ConvertAll(names, field => Column(path, header, field));
        var pooled = names.Select((_, i) => new PooledColumn(rows, i)).ToArray();
        var texts = new int[columns.Length];
        var (factUtf8, valueUtf8, textUtf8) = (new Utf8Scratch(), new Utf8Scratch(), new Utf8Scratch());
        while (reader.Read())
        {
            if (reader.FieldCount == 0)
            {
                continue;
            }

            if (reader.RecordNumber % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                WorkMeter.Add("facts read", 65_536);
            }

            for (var i = 0; i < columns.Length; i++)
            {
                var text = Field(reader, columns[i]);
                if (!pooled[i].TryIntern(textUtf8.Encode(text), out texts[i]))
                {
                    throw NotANumber(path, reader.RecordNumber, names[i], text);
                }
            }

            var entityText = Field(reader, entity);
            if (!long.TryParse(entityText, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                throw NotANumber(path, reader.RecordNumber, "entity", entityText);
            }

            rows.Add(number, factUtf8.Encode(Field(reader, fact)), texts, valueUtf8.Encode(Field(reader, value)));
        }
    }

    private static int Column(string path, string[] header, string field) => Array.LastIndexOf(header, field) is var column and >= 0
        ? column
        : throw new RunFailedException($"The transformed file '{path}' has no column '{field}'.");

    private static ReadOnlySpan<char> Field(CsvReader reader, int column) => column < reader.FieldCount ? reader[column] : default;

    private static RunFailedException NotANumber(string path, int record, string field, ReadOnlySpan<char> text) =>
        new($"Record {record} of '{path}' has the {field} '{text}', which is not a whole number.");

    /// <summary>Holds the UTF-8 of one text at a time.</summary>
    private sealed class Utf8Scratch
    {
        private byte[] _bytes = new byte[256];

        public ReadOnlySpan<byte> Encode(ReadOnlySpan<char> text)
        {
            if (text.Length * 3 > _bytes.Length)
            {
                _bytes = new byte[text.Length * 3];
            }

            return _bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes));
        }
    }
}
