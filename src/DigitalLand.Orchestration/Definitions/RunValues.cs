using System.Text.Json;
using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions;

/// <summary>What the places of a task can be filled with when it runs.</summary>
public sealed record RunValues
{
    /// <summary>The paths below <c>run</c>.</summary>
    public static IReadOnlyList<string> RunNames { get; } = ["id", "workflow", "date", "environment"];

    /// <summary>Values of all parameters, as <see cref="Parameter.ReadAll"/> gives them.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary><c>run.id</c></summary>
    public required string RunId { get; init; }

    /// <summary><c>run.workflow</c> and <c>run.environment</c>.</summary>
    public required Workflow Workflow { get; init; }

    /// <summary><c>run.date</c>: the day for which the run was made, in the schedule's time zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary><c>item</c>, in a fan-out.</summary>
    public JsonElement? Item { get; init; }

    /// <summary>The value of a path.</summary>
    /// <exception cref="RunFailedException">There is none: an item of another shape than the definition expects.</exception>
    public string Of(string path) => Find(path.Split('.'))
        ?? throw new RunFailedException($"There is no value for ${{{{ {path} }}}}{(Item is { } item ? $" in the item {item.GetRawText()}" : "")}: correct the definition, or what makes the list.");

    private string? Find(string[] path) => path switch
    {
        ["params", var name] => Parameters.GetValueOrDefault(name),
        ["run", "id"] => RunId,
        ["run", "workflow"] => Workflow.Name,
        ["run", "environment"] => Workflow.Environment,
        ["run", "date"] => Date.ToString("yyyy-MM-dd"),
        ["item"] => Item is { } item ? Text(item) : null,
        ["item", var name] => Item is { ValueKind: JsonValueKind.Object } item && item.TryGetProperty(name, out var member) ? Text(member) : null,
        _ => null,
    };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
