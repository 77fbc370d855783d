namespace DigitalLand.Datasets.Publication;

/// <summary>The paths by which readers have always found a dataset, below a collection's folder.</summary>
public static class PublicationPaths
{
    /// <summary>The SQLite package, without which there is nothing to publish.</summary>
    public static string Sqlite(string dataset) => $"dataset/{dataset}.sqlite3";

    /// <summary>The entities as CSV.</summary>
    public static string Csv(string dataset) => $"dataset/{dataset}.csv";

    /// <summary>The folder of the files with a column for every field: CSV, JSON, GeoJSON, Parquet.</summary>
    public const string Flattened = "flattened";

    /// <summary>Whether a name can be a dataset's: it becomes part of paths.</summary>
    public static bool IsName(string dataset) => dataset.Length > 0 && dataset.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
