using DigitalLand.Core.Hashing;

namespace DigitalLand.Datasets.Publication;

/// <summary>What a dataset was made from, each input by its hash; blank for one that there was not.</summary>
/// <param name="Code">Version and identity of the program.</param>
/// <param name="Specification">SHA-1 of the specification's folder, as dataset-resource logs have it.</param>
/// <param name="Configuration">SHA-1 of the configuration's folder, alike.</param>
/// <param name="Organisations">SHA-256 of organisation.csv.</param>
/// <param name="Transformed">SHA-1 of the folder of transformed files.</param>
/// <param name="Resources">The resources: each is named by the SHA-256 of its content.</param>
public sealed record PublicationInputs(
    string Code, string Specification, string Configuration, string Organisations, string Transformed, IReadOnlyList<string> Resources)
{
    /// <summary>Hashes what lies there now; the resources stand in the dataset itself.</summary>
    public static PublicationInputs Read(string code, string specification, string configuration, string organisations, string transformed) => new(
        $"{code}.{typeof(PublicationInputs).Module.ModuleVersionId.ToString("N")[..8]}",
        FolderHash(specification),
        FolderHash(configuration),
        File.Exists(organisations) ? Sha256Hex.OfBytes(File.ReadAllBytes(organisations)) : "",
        FolderHash(transformed),
        []);

    private static string FolderHash(string folder) => Directory.Exists(folder) ? DirectoryHash.Of(folder) : "";
}
