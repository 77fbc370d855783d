using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Publication.Compare;

namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>A dataset that was built and may become the one that readers see.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Build">The folder that it was built in; its files lie there under the paths that they are published by.</param>
/// <param name="Live">What readers see now; null before the first publication.</param>
/// <param name="Comparison">How the build differs from what readers see; null before the first publication, or where that cannot be read.</param>
/// <param name="Providers">Whose files the build was made from.</param>
/// <param name="Limits">What publication.csv sets.</param>
/// <param name="Organisations">Name of an organisation by its entity number.</param>
public sealed record PublicationCandidate(
    string Dataset,
    string Build,
    PublicationManifest? Live,
    DatasetComparison? Comparison,
    IReadOnlyList<ProviderFile> Providers,
    GuardLimits Limits,
    IReadOnlyDictionary<string, string> Organisations)
{
    /// <summary>The broken expectations that keep the build from being published.</summary>
    public IReadOnlyList<ExpectationOutcome> BrokenExpectations { get; init; } = [];

    /// <summary>The dataset's SQLite file in the build.</summary>
    public string Sqlite => Path.Combine(Build, PublicationPaths.Sqlite(Dataset));

    /// <summary>Providers by their endpoint, as they were when the live dataset was published.</summary>
    public IEnumerable<(ProviderFile Live, ProviderFile? New)> ProviderPairs
    {
        get
        {
            var now = Providers.ToDictionary(file => file.Endpoint, StringComparer.Ordinal);
            return (Live?.Providers ?? []).Select(file => (file, now.GetValueOrDefault(file.Endpoint)));
        }
    }
}
