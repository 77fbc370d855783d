using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Packages.Flattened;

/// <summary>What a batch of entries comes to in each of the flattened files. One part is used for many batches, by one thread at a time.</summary>
internal sealed class FlattenedPart
{
    private readonly string _path;
    private readonly FlattenedColumns _columns;
    private readonly FlattenedRow _row;
    private readonly EntitiesJson _json;
    private readonly FeatureCollection _features;

    /// <param name="path">The entries, for messages.</param>
    /// <param name="columns">Those of the files.</param>
    public FlattenedPart(string path, FlattenedColumns columns)
    {
        _path = path;
        _columns = columns;
        _row = new FlattenedRow(columns);
        _json = new EntitiesJson(Json, columns);
        _features = new FeatureCollection(GeoJson, columns);
    }

    public EntryBatch Batch { get; } = new();

    public MemoryStream Csv { get; } = new();

    /// <summary>Entities, each behind a separator.</summary>
    public MemoryStream Json { get; } = new();

    /// <summary>Features, each behind a separator.</summary>
    public MemoryStream GeoJson { get; } = new();

    public FlattenedOutcome Outcome { get; private set; } = new(0, 0, 0);

    /// <summary>Flattens the batch in hand.</summary>
    public FlattenedPart Flatten()
    {
        Csv.SetLength(0);
        Json.SetLength(0);
        GeoJson.SetLength(0);
        var (features, unplaced) = (_features.Features, _features.Unplaced);
        using var csv = new CsvWriter(Csv);
        for (var i = 0; i < Batch.Count; i++)
        {
            _row.Take(Batch, i, _path);
            foreach (var column in _columns.Places)
            {
                csv.WriteField(_row[column]);
            }

            csv.EndRecord();
            _json.Write(_row);
            _features.Write(_row);
        }

        csv.Flush();
        _json.Flush();
        _features.Flush();
        Outcome = new FlattenedOutcome(Batch.Count, _features.Features - features, _features.Unplaced - unplaced);
        return this;
    }
}
