using System.Collections.Concurrent;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Threading;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>What came of flattening a dataset.</summary>
/// <param name="Entities">Rows of the CSV and the JSON file.</param>
/// <param name="Features">Features of the GeoJSON file, which is only there when there are some.</param>
/// <param name="Unplaced">Entities of a geography without a usable geometry or point, which the GeoJSON file lacks.</param>
public sealed record FlattenedOutcome(long Entities, long Features, long Unplaced)
{
    internal FlattenedOutcome Plus(FlattenedOutcome other) =>
        new(Entities + other.Entities, Features + other.Features, Unplaced + other.Unplaced);
}

/// <summary>
/// The entries of a dataset in the shapes in which people take them away: <c>&lt;dataset&gt;.csv</c>, <c>.json</c>, <c>.parquet</c> and, of a
/// geography, <c>.geojson</c> (the reference's <c>dataset_dump_flattened</c>). One pass over the entries writes them all.
/// </summary>
public static class FlattenedEntries
{
    /// <summary>Writes the files; they replace earlier ones together, when all are complete.</summary>
    /// <param name="entries">The entries as CSV, named after the dataset.</param>
    /// <param name="directory">The folder to write into, made where it is missing.</param>
    /// <param name="specification">Gives the columns beside those of the entries, and datatypes.</param>
    /// <param name="today">Fields that have ended by then have no column.</param>
    /// <param name="cancel">Ends the writing and leaves the earlier files.</param>
    /// <param name="threads">How many work at once; by default as many as there are processors. The files are the same.</param>
    /// <exception cref="RunFailedException">An entity has a field that has no column, a json that cannot be read, or a value that is not of its datatype.</exception>
    public static FlattenedOutcome Write(string entries, string directory, Specification specification, DateOnly today, CancellationToken cancel, int? threads = null)
    {
        var dataset = Path.GetFileNameWithoutExtension(entries);
        using var reader = Utf8CsvReader.Open(entries);
        var header = reader.Read() ? reader.ToArray() : throw new RunFailedException($"'{entries}' is empty; it should at least have a header.");
        var columns = new FlattenedColumns(header, dataset, specification, today);

        string PathOf(string extension) => Path.Combine(directory, dataset + extension);
        foreach (var extension in new[] { ".csv", ".json", ".geojson", ".parquet" })
        {
            AbandonedFiles.RemoveOf(PathOf(extension));
        }

        using var csv = new AtomicFile(PathOf(".csv"));
        using var json = new AtomicFile(PathOf(".json"));
        using var geoJson = new AtomicFile(PathOf(".geojson"));
        using var parquet = new AtomicFile(PathOf(".parquet"));
        using (var writer = new CsvWriter(csv.Stream))
        {
            writer.WriteRecord(columns.Names);
        }

        json.Stream.Write(EntitiesJson.Start);
        geoJson.Stream.Write(FeatureCollection.Start(dataset));
        var outcome = new FlattenedOutcome(0, 0, 0);
        using var casts = new UnusualValues();
        var pages = new FlattenedParquet(parquet.Stream, columns);
        var idle = new ConcurrentBag<FlattenedPart>();
        OrderedWork.Run(Parts(), part => part.Flatten(), Write, threads ?? Environment.ProcessorCount);
        json.Stream.Write(EntitiesJson.End);
        geoJson.Stream.Write(FeatureCollection.End);
        pages.Finish();
        csv.Commit();
        json.Commit();
        parquet.Commit();
        if (outcome.Features > 0)
        {
            geoJson.Commit();
        }
        else
        {
            // One of an earlier run would speak of entities that the other files no longer have.
            File.Delete(PathOf(".geojson"));
        }

        return outcome;

        void Write(FlattenedPart part)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("entities flattened", part.Batch.Count);
            csv.Stream.Write(Written(part.Csv));
            json.Stream.Write(Written(part.Json)[(outcome.Entities == 0 ? EntitiesJson.Separator.Length : 0)..]);
            var skipped = outcome.Features == 0 && part.Outcome.Features > 0 ? FeatureCollection.Separator.Length : 0;
            geoJson.Stream.Write(Written(part.GeoJson)[skipped..]);
            outcome = outcome.Plus(part.Outcome);
            pages.Add(part.Parquet, part.Batch.Count);
            idle.Add(part);
        }

        IEnumerable<FlattenedPart> Parts()
        {
            while (true)
            {
                var part = idle.TryTake(out var done) ? done : new FlattenedPart(entries, columns, casts);
                part.Batch.Fill(reader);
                if (part.Batch.Count == 0)
                {
                    yield break;
                }

                yield return part;
            }
        }
    }

    private static ReadOnlySpan<byte> Written(MemoryStream stream) => stream.GetBuffer().AsSpan(0, (int)stream.Length);
}
