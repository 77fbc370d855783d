using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>
/// A complete definition as one JSON text, always the same for the same definition: what a run keeps so that it ends as it began, and what the version is the hash of.
/// </summary>
public static class WorkflowJson
{
    /// <summary>The same definition with its <see cref="Workflow.Version"/>.</summary>
    public static Workflow WithVersion(Workflow workflow) => workflow with { Version = Sha256Hex.OfText(Write(workflow with { Version = "" })) };

    public static string Write(Workflow workflow) => JsonSerializer.Serialize(workflow, WorkflowJsonContext.Default.Workflow);

    /// <exception cref="JsonException">The text was not written by <see cref="Write"/>.</exception>
    public static Workflow Read(string json) => JsonSerializer.Deserialize(json, WorkflowJsonContext.Default.Workflow) ?? throw new JsonException("There is no workflow in 'null'.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Workflow))]
internal sealed partial class WorkflowJsonContext : JsonSerializerContext;
