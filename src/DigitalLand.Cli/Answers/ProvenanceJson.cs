using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Cli.Explain;

namespace DigitalLand.Cli.Answers;

/// <summary>What explains a value, in JSON: names with dashes, every letter as it is.</summary>
[JsonSerializable(typeof(EntityExplanation))]
[JsonSerializable(typeof(IReadOnlyList<LineTrace>))]
internal sealed partial class ProvenanceJson : JsonSerializerContext
{
    public static ProvenanceJson Named { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
