namespace DigitalLand.Core.Parquet;

/// <summary>Keys of what a file may say about itself as a whole.</summary>
public static class ParquetProperties
{
    /// <summary>The size, in bytes, of the CSV file that was written along with a transformed file: as long as it has that size, both are of one run.</summary>
    public const string CsvSize = "digital-land.csv-size";
}
