using DigitalLand.Core.Csv;

namespace DigitalLand.Conformance.Tests;

/// <summary>
/// Compares a file with its recording: byte for byte, but for what the reference leaves open (times, versions, texts of errors, the order of the
/// duplicate references) and the hashes of specification and configuration, which the fixtures have of their own.
/// </summary>
internal static class RecordedFile
{
    private const string Duplicate = "reference values are not unique";

    private static readonly Dictionary<string, string[]> Open = new(StringComparer.Ordinal)
    {
        ["dataset-resource.csv"] = ["code-version", "config-hash", "specification-hash"],
        ["converted-resource.csv"] = ["elapsed", "exception"],
    };

    /// <param name="openEntries">Entries that are not compared in the transformed file.</param>
    public static void AssertEqual(string name, string expected, string actual, string[] openEntries)
    {
        Assert.True(File.Exists(actual), $"{name} was not written.");
        if (Open.TryGetValue(name, out var columns))
        {
            Assert.Equal(Rows(expected, columns), Rows(actual, columns));
        }
        else if (name == "issue.csv")
        {
            Assert.Equal(Issues(expected), Issues(actual));
        }
        else if (name == "transformed.csv" && openEntries.Length > 0)
        {
            Assert.Equal(Facts(expected, openEntries), Facts(actual, openEntries));
        }
        else
        {
            AssertSameBytes(name, File.ReadAllBytes(expected), File.ReadAllBytes(actual));
        }
    }

    public static void AssertSameBytes(string name, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        var equal = expected.CommonPrefixLength(actual);
        if (equal < expected.Length || equal < actual.Length)
        {
            Assert.Fail($"{name} differs from byte {equal} on: '{Excerpt(expected, equal)}' was expected, '{Excerpt(actual, equal)}' is there.");
        }
    }

    private static string Excerpt(ReadOnlySpan<byte> bytes, int position)
    {
        var start = Math.Max(0, position - 60);
        return System.Text.Encoding.UTF8.GetString(bytes[start..Math.Min(bytes.Length, position + 60)]);
    }

    private static string[] Rows(string path, string[] openColumns)
    {
        var table = CsvTable.Read(path);
        var compared = table.Header.Except(openColumns, StringComparer.Ordinal).ToArray();
        return [string.Join('|', table.Header), .. table.Rows.Select(row => string.Join('|', compared.Select(column => row[column])))];
    }

    private static string[] Facts(string path, string[] openEntries)
    {
        var table = CsvTable.Read(path);
        return [string.Join('|', table.Header), .. table.Rows.Where(row => !openEntries.Contains(row["entry-number"])).Select(row => string.Join('|', row.Fields))];
    }

    private static string[] Issues(string path)
    {
        var table = CsvTable.Read(path);
        var rows = table.Rows.ToLookup(row => row["issue-type"] == Duplicate, row => string.Join('|', row.Fields));
        return [string.Join('|', table.Header), .. rows[false], .. rows[true].Order(StringComparer.Ordinal)];
    }
}
