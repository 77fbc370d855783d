using DigitalLand.Core.Csv;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// old-resource.csv: resources that must not be used as they were collected. With a replacement, the file of the replacement is
/// transformed in the old one's place and under its name; without one it is retired and never transformed.
/// </summary>
public sealed class OldResources
{
    private readonly Dictionary<string, string> _replacements = new(StringComparer.Ordinal);

    /// <summary>A collection without the file has no old resources.</summary>
    public static OldResources Load(string path)
    {
        var old = new OldResources();
        foreach (var row in CsvTable.ReadIfPresent(path)?.Rows ?? [])
        {
            old._replacements[row["old-resource"]] = row["resource"];
        }

        return old;
    }

    /// <summary>The resource whose file is read in place of this one: mostly itself; null for a retired one.</summary>
    public string? FileOf(string resource) =>
        _replacements.TryGetValue(resource, out var replacement) ? (replacement.Length > 0 ? replacement : null) : resource;
}
