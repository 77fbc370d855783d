using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Cli.Answers;

/// <summary>Answers in JSON whose names are as programs write variables: <c>upToDate</c>. How each is written is made when this is compiled.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveProof))]
[JsonSerializable(typeof(TransferOutcome))]
[JsonSerializable(typeof(ExpectationAnswer))]
[JsonSerializable(typeof(IReadOnlyList<BatchAnswer>))]
[JsonSerializable(typeof(IReadOnlyList<DefinitionProblem>))]
[JsonSerializable(typeof(IReadOnlyList<WorkflowAnswer>))]
[JsonSerializable(typeof(LogLineAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>For answers that people read too: over many lines, with every letter as it is.</summary>
    public static AnswerJson Indented { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
