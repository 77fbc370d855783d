using DigitalLand.Core;
using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// The transformed files of a dataset: <c>&lt;resource&gt;.csv</c> or <c>&lt;resource&gt;.parquet</c> in one folder, or both, of which one is
/// read. They are taken in the code point order of the resources, so that the order of a folder listing decides nothing.
/// </summary>
internal static class TransformedFiles
{
    /// <summary>The files of a folder.</summary>
    /// <exception cref="RunFailedException">There is none, so there is nothing to make a dataset of.</exception>
    public static IReadOnlyList<TransformedFile> In(string directory)
    {
        var csv = FilesIn(directory, "*.csv").ToDictionary(Stem, StringComparer.Ordinal);
        var parquet = FilesIn(directory, "*.parquet").ToDictionary(Stem, StringComparer.Ordinal);
        TransformedFile[] files =
        [
            .. csv.Keys.Union(parquet.Keys, StringComparer.Ordinal)
                .Order(CodePointComparer.Instance)
                .Select(resource => new TransformedFile(resource, csv.GetValueOrDefault(resource), parquet.GetValueOrDefault(resource))),
        ];
        return files.Length > 0
            ? files
            : throw new RunFailedException($"There is no transformed file (*.csv or *.parquet) in '{directory}'. Transform the dataset's resources first.");
    }

    /// <summary>The CSV files of a folder, in the code point order of their names.</summary>
    public static IEnumerable<string> CsvFilesIn(string directory) => FilesIn(directory, "*.csv").OrderBy(path => Path.GetFileName(path), CodePointComparer.Instance);

    private static IEnumerable<string> FilesIn(string directory, string pattern) =>
        Directory.EnumerateFiles(directory, pattern).Where(path => !Path.GetFileName(path).StartsWith('.'));

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);
}

/// <summary>What there is of a transformed resource; at least one of the paths is given.</summary>
internal sealed record TransformedFile(string Resource, string? Csv, string? Parquet);
