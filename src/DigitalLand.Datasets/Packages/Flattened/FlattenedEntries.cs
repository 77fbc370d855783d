using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>What came of flattening a dataset.</summary>
/// <param name="Entities">Rows of the CSV and the JSON file.</param>
/// <param name="Features">Features of the GeoJSON file, which is only there when there are some.</param>
/// <param name="Unplaced">Entities of a geography without a usable geometry or point, which the GeoJSON file lacks.</param>
public sealed record FlattenedOutcome(long Entities, long Features, long Unplaced);

/// <summary>
/// The entries of a dataset in the shapes in which people take them away: <c>&lt;dataset&gt;.csv</c>, <c>.json</c> and, of a geography,
/// <c>.geojson</c> (the reference's <c>dataset_dump_flattened</c>). One pass over the entries writes all three.
/// </summary>
public static class FlattenedEntries
{
    /// <summary>Writes the files; they replace earlier ones together, when all are complete.</summary>
    /// <param name="entries">The entries as CSV, named after the dataset.</param>
    /// <param name="directory">The folder to write into, made where it is missing.</param>
    /// <param name="specification">Gives the columns beside those of the entries.</param>
    /// <param name="today">Fields that have ended by then have no column.</param>
    /// <param name="cancel">Ends the writing and leaves the earlier files.</param>
    /// <exception cref="RunFailedException">An entity has a field that has no column, or a json that cannot be read.</exception>
    public static FlattenedOutcome Write(string entries, string directory, Specification specification, DateOnly today, CancellationToken cancel)
    {
        var dataset = Path.GetFileNameWithoutExtension(entries);
        using var reader = CsvReader.Open(entries);
        var header = reader.Read() ? reader.ToArray() : throw new RunFailedException($"'{entries}' is empty; it should at least have a header.");
        var columns = new FlattenedColumns(header, dataset, specification, today);

        var geoJsonPath = Path.Combine(directory, dataset + ".geojson");
        using var csvFile = new AtomicFile(Path.Combine(directory, dataset + ".csv"));
        using var jsonFile = new AtomicFile(Path.Combine(directory, dataset + ".json"));
        using var geoJsonFile = new AtomicFile(geoJsonPath);
        var json = new EntitiesJson(jsonFile.Stream, columns);
        var geoJson = new FeatureCollection(geoJsonFile.Stream, dataset, columns);
        var entities = 0L;
        using (var csv = new CsvWriter(csvFile.Stream))
        {
            csv.WriteRecord(columns.Names);
            var row = new FlattenedRow(columns);
            while (reader.Read())
            {
                if (reader.FieldCount == 0)
                {
                    continue;
                }

                row.Take(reader, entries);
                WriteCsv(csv, columns, row);
                json.Write(row);
                geoJson.Write(row);
                if (++entities % 4096 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                }
            }

            csv.Flush();
            csvFile.Stream.Flush(flushToDisk: true);
        }

        json.End();
        geoJson.End();
        csvFile.Commit();
        jsonFile.Commit();
        if (geoJson.Features > 0)
        {
            geoJsonFile.Commit();
        }
        else
        {
            // One of an earlier run would speak of entities that the other two files no longer have.
            File.Delete(geoJsonPath);
        }

        return new FlattenedOutcome(entities, geoJson.Features, geoJson.Unplaced);
    }

    private static void WriteCsv(CsvWriter csv, FlattenedColumns columns, FlattenedRow row)
    {
        for (var i = 0; i < columns.Names.Length; i++)
        {
            csv.WriteField(row[i]);
        }

        csv.EndRecord();
    }
}
