using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;

namespace DigitalLand.Cli.Night;

/// <summary>A resource that could not be read as a table, and why.</summary>
internal sealed record UnreadableResource(string Resource, string Reason)
{
    /// <summary>Reads a folder of converted-resource logs; one that is not there has nothing to say.</summary>
    public static IEnumerable<UnreadableResource> ReadAll(string convertedResources) =>
        from file in Directory.Exists(convertedResources) ? Directory.EnumerateFiles(convertedResources, "*.csv").Order(StringComparer.Ordinal) : Enumerable.Empty<string>()
        from row in CsvTable.Read(file).Rows
        where row["status"] == ConvertedResourceLog.Failed
        select new UnreadableResource(row["resource"], row["exception"]);
}
