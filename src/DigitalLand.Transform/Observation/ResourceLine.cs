using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Formats;

namespace DigitalLand.Transform.Observation;

/// <summary>A record of a resource as it stands there.</summary>
/// <param name="Number">1-based record: the line number of issue logs.</param>
/// <param name="FileLine">The line of the file on which it begins; null where the file is not CSV itself.</param>
/// <param name="Cells">Untouched.</param>
public sealed record ResourceLine(int Number, int? FileLine, IReadOnlyList<string> Cells)
{
    /// <summary>The record as CSV.</summary>
    public string Text
    {
        get
        {
            using var text = new MemoryStream();
            using (var writer = new CsvWriter(text))
            {
                writer.WriteRecord(Cells);
            }

            return System.Text.Encoding.UTF8.GetString(text.ToArray()).TrimEnd('\r', '\n');
        }
    }

    /// <summary>Reads one record; null where the resource does not have it, or is no table.</summary>
    public static ResourceLine? Read(string path, string encoding, int number, CancellationToken cancel)
    {
        var log = new DatasetResourceLog("", Path.GetFileName(path));
        try
        {
            using var table = ResourceFormats.Open(path, encoding, log, cancel);
            var fileLine = 1;
            while (table.Reader.Read())
            {
                var cells = table.Reader.ToArray();
                if (table.Reader.RecordNumber == number)
                {
                    return new ResourceLine(number, log.MimeType.StartsWith("text/csv", StringComparison.Ordinal) ? fileLine : null, cells);
                }

                fileLine += 1 + cells.Sum(cell => cell.AsSpan().Count('\n'));
            }
        }
        catch (ConversionFailedException)
        {
            // The run itself says why it is no table.
        }

        return null;
    }
}
