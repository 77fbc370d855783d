using DigitalLand.Datasets.Publication;

namespace DigitalLand.Cli.Night;

/// <summary>A publication in words for a person.</summary>
internal static class PublicationTalk
{
    /// <summary>What was found, what readers see meanwhile, and what to type.</summary>
    public static IEnumerable<string> Held(string dataset, string directory, PublicationOutcome outcome)
    {
        foreach (var finding in outcome.Findings)
        {
            yield return $"{finding.Guard}  {(finding.Subject.Length > 0 ? finding.Subject + ": " : "")}{finding.Message}";
        }

        yield return outcome.Live is { } live
            ? $"Readers go on seeing version {live.Version}, published {live.Published:yyyy-MM-dd HH:mm} UTC."
            : "Readers see nothing of it yet.";
        yield return $"If this is right: digital-land publish {dataset}{Where(directory)} --accept \"why it is right\"";
        yield return "If it is not: mend the configuration or ask the provider; the next night tries again.";
    }

    /// <summary>The option that leads a command to the folder; none where it starts there anyway.</summary>
    public static string Where(string directory)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(directory));
        return relative == "." ? "" : $" --directory {(relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(directory) : relative)}";
    }
}
