using DigitalLand.Core;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// Reads the facts of transformed files, each once. Where a resource has both forms the Parquet is read, which is quicker, unless its rows
/// are not as many as the CSV's: then the two are not of one run, and the CSV counts, because that is what everything else reads.
/// </summary>
internal static class FactReading
{
    /// <summary>Adds the rows of all files, in their order.</summary>
    /// <returns>Sentences about Parquet files that were not read.</returns>
    /// <exception cref="RunFailedException">A file cannot be read, a column is missing, or a number is not one.</exception>
    public static List<string> Read(IReadOnlyList<TransformedFile> files, FactRows rows, CancellationToken cancel)
    {
        var remarks = new List<string>();
        if (files.All(file => file.Parquet is null))
        {
            foreach (var file in files)
            {
                TransformedCsv.Read(file.Csv!, rows, cancel);
            }

            return remarks;
        }

        using var parquet = new TransformedParquet(rows);
        var counts = parquet.CountRows([.. files.Where(file => file.Parquet is not null).Select(file => file.Parquet!)]);
        var waiting = new List<string>();
        foreach (var file in files)
        {
            if (file.Parquet is { } path && (file.Csv is null || Agree(file.Csv, counts[path], remarks, path)))
            {
                waiting.Add(path);
                continue;
            }

            parquet.Read(waiting, cancel);
            waiting.Clear();
            TransformedCsv.Read(file.Csv!, rows, cancel);
        }

        parquet.Read(waiting, cancel);
        return remarks;
    }

    private static bool Agree(string csv, long parquetRows, List<string> remarks, string parquet)
    {
        var csvRows = RecordCount.Of(csv) - 1;
        if (Math.Max(csvRows, 0) == parquetRows)
        {
            return true;
        }

        remarks.Add($"'{parquet}' has {parquetRows:N0} rows and the CSV beside it {csvRows:N0}. The CSV was read; transform the resource again.");
        return false;
    }
}
