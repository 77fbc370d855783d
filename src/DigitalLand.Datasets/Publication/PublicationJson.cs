using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Datasets.Publication.Guards;

namespace DigitalLand.Datasets.Publication;

/// <summary>How a publication writes about itself: names with dashes, every letter as it is.</summary>
[JsonSerializable(typeof(PublicationManifest))]
[JsonSerializable(typeof(PublicationAnswer))]
[JsonSerializable(typeof(HeldRecord))]
internal sealed partial class PublicationJson : JsonSerializerContext
{
    /// <summary>Members that are null are written.</summary>
    public static PublicationJson Whole { get; } = new(Named(JsonIgnoreCondition.Never));

    /// <summary>Members that are null are left out.</summary>
    public static PublicationJson Brief { get; } = new(Named(JsonIgnoreCondition.WhenWritingNull));

    private static JsonSerializerOptions Named(JsonIgnoreCondition ignored) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = ignored,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };
}

/// <summary>What a build was made from, as it lies beside it until it is published.</summary>
[JsonSerializable(typeof(PublicationInputs))]
internal sealed partial class BuildInputsJson : JsonSerializerContext;

/// <summary>What became of a build, for a program to read.</summary>
internal sealed record PublicationAnswer(string Dataset, string Result, int? Version, DateTimeOffset? Published, string? Accepted, IReadOnlyList<GuardFinding> Findings);

/// <summary>Why a dataset is held.</summary>
/// <param name="Live">The name of the version that readers see meanwhile.</param>
internal sealed record HeldRecord(string Dataset, DateTimeOffset Held, string? Live, IReadOnlyList<GuardFinding> Findings);
