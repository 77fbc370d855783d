using DigitalLand.Core.Csv;

namespace DigitalLand.Cli.Night;

/// <summary>The issues of a dataset by severity, as the specification's issue-type.csv rates their types.</summary>
internal sealed class IssueCounts
{
    /// <summary>Severities from the worst on; what issue-type.csv does not rate comes last.</summary>
    public static readonly string[] Severities = ["critical", "error", "warning", "notice", "info", "debug", Unrated];

    private const string Unrated = "unrated";

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string severity] => _counts.GetValueOrDefault(severity);

    /// <summary>Counts the issue files of a folder; a folder that is not there has no issues.</summary>
    public static IssueCounts Read(string specification, string issues)
    {
        var severities = (CsvTable.ReadIfPresent(Path.Combine(specification, "issue-type.csv"))?.Rows ?? [])
            .ToLookup(row => row["issue-type"], row => row["severity"], StringComparer.Ordinal);
        var counts = new IssueCounts();
        foreach (var file in Directory.Exists(issues) ? Directory.EnumerateFiles(issues, "*.csv") : [])
        {
            foreach (var row in CsvTable.Read(file).Rows)
            {
                var severity = severities[row["issue-type"]].LastOrDefault() is { } known && Severities.Contains(known) ? known : Unrated;
                counts._counts[severity] = counts[severity] + 1;
            }
        }

        return counts;
    }

    /// <summary>Adds up.</summary>
    public static IssueCounts Sum(IEnumerable<IssueCounts> all)
    {
        var sum = new IssueCounts();
        foreach (var (severity, count) in all.SelectMany(counts => counts._counts))
        {
            sum._counts[severity] = sum[severity] + count;
        }

        return sum;
    }
}
