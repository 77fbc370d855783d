using DigitalLand.Core.Configurations;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Configurations;

/// <summary>A configuration folder for the dataset <c>park</c>, as one resource sees it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public TemporaryDirectory Files { get; } = new();

    public PipelineConfiguration Load() => PipelineConfiguration.Load(Files.Path, "park");

    /// <param name="endpoints">Parted by spaces.</param>
    public ResourceConfiguration For(string resource, string endpoints = "", string organisations = "", string entryDate = "") =>
        Load().ForResource(resource, Words(endpoints), Words(organisations), entryDate);

    /// <summary><c>key=value</c> in order.</summary>
    public static string Show<T>(IEnumerable<KeyValuePair<string, T>> map) => string.Join(' ', map.Select(pair => $"{pair.Key}={pair.Value}"));

    public void Dispose() => Files.Dispose();

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
