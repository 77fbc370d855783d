namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>Where a dataset's versions, its pointer and the keys that readers know lie in an archive.</summary>
internal sealed record ArchiveKeysOfDataset(string Collection, string Dataset)
{
    /// <summary>The pointer: the manifest of the version that readers are to see.</summary>
    public string Live => Below("live.json");

    /// <summary>The name of the version that the readers' keys were last brought up to.</summary>
    public string Copied => Below("copied");

    public string Held => Below("held.json");

    public string Versions => Below("versions/");

    public string Manifest(string version) => File(version, PublicationManifest.FileName);

    public string File(string version, string path) => $"{Versions}{version}/{path}";

    /// <summary>
    /// The key by which readers have always found a file. The flattened files have had a bucket of their own, in which they lie in <c>dataset/</c>.
    /// </summary>
    public string Reader(string path) => path.StartsWith(PublicationPaths.Flattened + "/", StringComparison.Ordinal)
        ? "dataset" + path[PublicationPaths.Flattened.Length..]
        : $"{Collection}-collection/{path}";

    private string Below(string path) => $"{Collection}-collection/publication/{Dataset}/{path}";
}
