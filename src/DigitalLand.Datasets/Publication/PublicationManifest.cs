using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;
using DigitalLand.Datasets.Publication.Guards;

namespace DigitalLand.Datasets.Publication;

/// <summary>
/// Everything that is to know about one version of a dataset: what it was made from, what it is, what the guards said and who let it
/// through. It lies beside the version's files as manifest.json.
/// </summary>
public sealed record PublicationManifest
{
    public const string FileName = "manifest.json";

    public required string Dataset { get; init; }

    /// <summary>Counts up from 1; a rollback counts too.</summary>
    public required int Version { get; init; }

    /// <summary>The folder of the version: its number and the beginning of a hash of everything else here. Blank until <see cref="Named"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The version that a rollback would restore; null for the first.</summary>
    public string? Previous { get; init; }

    public required DateTimeOffset Published { get; init; }

    /// <summary>The user who published, or let through, or took back.</summary>
    public required string By { get; init; }

    /// <summary>Why it was published although guards held it; null where none did.</summary>
    public string? Accepted { get; init; }

    /// <summary>Set where this version restores an earlier one.</summary>
    public RollbackRecord? Rollback { get; init; }

    /// <summary>What it was made from; null for files that stood there before anything was published.</summary>
    public PublicationInputs? Inputs { get; init; }

    /// <summary>The files, by path.</summary>
    public required IReadOnlyList<PublishedFile> Files { get; init; }

    /// <summary>Whose files it was made from, for the guards of the next one.</summary>
    public required IReadOnlyList<ProviderFile> Providers { get; init; }

    /// <summary>The guards that were asked.</summary>
    public required IReadOnlyList<string> Guards { get; init; }

    /// <summary>What they found.</summary>
    public required IReadOnlyList<GuardFinding> Findings { get; init; }

    /// <summary>The manifest with its name. Two that differ in anything have different names, so that they never write into one folder.</summary>
    public PublicationManifest Named()
    {
        var blank = this with { Name = "" };
        return blank with { Name = $"{Version:000000}-{Sha256Hex.OfBytes(blank.ToUtf8())[..8]}" };
    }

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, PublicationJson.Brief.PublicationManifest);

    /// <summary>Reads a manifest.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="place">Where it lies, for the message.</param>
    /// <exception cref="RunFailedException">It is damaged.</exception>
    public static PublicationManifest Read(ReadOnlySpan<byte> utf8, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, PublicationJson.Brief.PublicationManifest) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new RunFailedException($"The manifest '{place}' is damaged: {error.Message}", error);
        }
    }

    /// <summary>The number of a version's folder; 0 for a name that is none.</summary>
    public static int VersionOf(string name) => name.Split('-') is [{ Length: >= 6 } number, { Length: 8 }] && int.TryParse(number, out var version) ? version : 0;
}

/// <summary>A rollback.</summary>
/// <param name="From">The version that was taken back.</param>
/// <param name="To">The version whose files were restored.</param>
/// <param name="Reason">Why, where it was said.</param>
public sealed record RollbackRecord(int From, int To, string Reason);

/// <summary>A file of a version.</summary>
/// <param name="Path">Below the collection's folder, such as <c>dataset/tree.sqlite3</c>.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of its content.</param>
public sealed record PublishedFile(string Path, long Length, string Sha256);
