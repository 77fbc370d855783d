using System.Text.Json;
using DigitalLand.Datasets.Publication.Guards;

namespace DigitalLand.Datasets.Publication;

/// <summary>How a publication ended.</summary>
public enum PublicationResult
{
    /// <summary>Readers see the build.</summary>
    Published,

    /// <summary>Readers saw it already.</summary>
    Unchanged,

    /// <summary>Readers see what they saw: a person has to decide.</summary>
    Held,
}

/// <summary>What became of a build.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Live">What readers see now; null where nothing was ever published.</param>
/// <param name="Earlier">What they saw before.</param>
/// <param name="Findings">What the guards found; of a published one what a person has accepted.</param>
public sealed record PublicationOutcome(PublicationResult Result, PublicationManifest? Live, PublicationManifest? Earlier, IReadOnlyList<GuardFinding> Findings)
{
    /// <summary>The outcome for a program to read.</summary>
    public string ToJson(string dataset) => JsonSerializer.Serialize(
        new PublicationAnswer(dataset, Result.ToString().ToLowerInvariant(), Live?.Version, Live?.Published, Live?.Accepted, Findings), PublicationJson.Whole.PublicationAnswer);

    internal static byte[] HeldRecord(string dataset, PublicationManifest? live, IReadOnlyList<GuardFinding> findings, DateTimeOffset held) =>
        JsonSerializer.SerializeToUtf8Bytes(new HeldRecord(dataset, held, live?.Name, findings), PublicationJson.Whole.HeldRecord);
}
