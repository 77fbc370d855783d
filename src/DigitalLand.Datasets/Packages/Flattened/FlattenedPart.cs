using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.DuckDb;

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
    /// <param name="casts">Reads values of unusual form.</param>
    public FlattenedPart(string path, FlattenedColumns columns, UnusualValues casts)
    {
        Parquet = new FlattenedPages(columns, casts);
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

    /// <summary>Pages of every column.</summary>
    public FlattenedPages Parquet { get; }

    public FlattenedOutcome Outcome { get; private set; } = new(0, 0, 0);

    /// <summary>Flattens the batch in hand.</summary>
    public FlattenedPart Flatten()
    {
        Csv.SetLength(0);
        Json.SetLength(0);
        GeoJson.SetLength(0);
        Parquet.Start();
        var (features, unplaced) = (_features.Features, _features.Unplaced);
        using var csv = new CsvWriter(Csv);
        for (var i = 0; i < Batch.Count; i++)
        {
            _row.Take(Batch, i, _path);
            for (var column = 0; column < _columns.Names.Length; column++)
            {
                var value = _row[column];
                csv.WriteField(value);
                AddToParquet(column, value, i);
            }

            csv.EndRecord();
            _json.Write(_row);
            _features.Write(_row);
        }

        csv.Flush();
        _json.Flush();
        _features.Flush();
        Parquet.Finish();
        Outcome = new FlattenedOutcome(Batch.Count, _features.Features - features, _features.Unplaced - unplaced);
        return this;
    }

    private void AddToParquet(int column, ReadOnlySpan<byte> value, int record)
    {
        try
        {
            Parquet.Columns[column].Add(value);
        }
        catch (DuckDbException error)
        {
            throw new RunFailedException(
                $"The entity in record {Batch.Number(record)} of '{_path}' cannot be written as Parquet: its {_columns.Names[column]} is not of the field's datatype. {error.Message}", error);
        }
    }
}
