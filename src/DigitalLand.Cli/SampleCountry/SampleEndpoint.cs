using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.Cli.SampleCountry;

/// <summary>One URL of the sample country and how it answers: a row of samples/providers.csv.</summary>
/// <param name="Path">Path of the URL, from the slash on.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="ContentType">Content-Type of the answer, as the provider claims it.</param>
/// <param name="Delay">How long the provider thinks before it answers.</param>
/// <param name="File">Below samples/providers; blank for an answer without a body. Two paths may name one file.</param>
internal sealed record SampleEndpoint(string Path, int Status, string ContentType, TimeSpan Delay, string File)
{
    /// <summary>Reads the table of the country's endpoints.</summary>
    /// <exception cref="RunFailedException">A status or a delay is not a number.</exception>
    public static IReadOnlyList<SampleEndpoint> ReadAll(string path)
    {
        var table = CsvTable.Read(path);
        return [.. table.Rows.Select(row => new SampleEndpoint(
            row["path"],
            (int)Number(table, row, "status"),
            row["content-type"],
            TimeSpan.FromSeconds(Number(table, row, "delay-seconds")),
            row["file"]))];
    }

    private static double Number(CsvTable table, CsvTableRow row, string column)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return 0;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RunFailedException($"{table.Path}: the {column} of {row["path"]} is '{text}', which is not a number.");
    }
}
