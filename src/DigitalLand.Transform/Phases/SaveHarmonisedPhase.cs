using DigitalLand.Core.Csv;
using DigitalLand.Core.Progress;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Writes the entries as they stand after the entity lookup, for people who want to see what normalising did. It drains everything
/// before it first, and so the issues of later phases come after all earlier ones.
/// </summary>
/// <param name="columns">In code point order; a field that an entry does not have is blank, one that is no column is left out.</param>
/// <param name="stream">Stays the caller's, who moves the file into place when the whole run is done.</param>
public sealed class SaveHarmonisedPhase(IReadOnlyList<string> columns, Stream stream) : RowPhase
{
    private const int CountedAtOnce = 128;

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        var rows = new List<Row>();
        foreach (var row in source)
        {
            rows.Add(row);
            if (rows.Count % CountedAtOnce == 0)
            {
                WorkMeter.Add("entries harmonised", CountedAtOnce);
            }
        }

        using (var writer = new CsvWriter(stream))
        {
            writer.WriteRecord(columns);
            foreach (var row in rows)
            {
                writer.WriteRecord(columns.Select(column => row[column]));
            }
        }

        return rows;
    }
}
