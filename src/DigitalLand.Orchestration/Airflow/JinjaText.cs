using System.Text.Json.Nodes;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Airflow;

/// <summary>Texts with places as Airflow renders them.</summary>
/// <param name="environment">Known already when a DAG is written.</param>
internal sealed class JinjaText(string environment)
{
    /// <summary>A text whose places Jinja fills; it has no <c>item</c>, which <see cref="Parts"/> keeps apart.</summary>
    public string Of(TextTemplate template) => string.Concat(template.Parts.Select(Text));

    /// <summary>The parts of a text in a fan-out: strings that Jinja fills, and objects that name a member of the item (blank for the item itself).</summary>
    public JsonArray Parts(TextTemplate template) =>
    [
        .. template.Parts.Select(part => part switch
        {
            { IsPath: true, Text: "item" } => new JsonObject { ["item"] = "" },
            { IsPath: true, Text: var path } when path.StartsWith("item.", StringComparison.Ordinal) => new JsonObject { ["item"] = path["item.".Length..] },
            _ => (JsonNode)Text(part),
        }),
    ];

    private string Text((string Text, bool IsPath) part) => part switch
    {
        { IsPath: false } => Literal(part.Text),
        { Text: "run.environment" } => environment,
        { Text: "run.id" } => "{{ run_id }}",
        { Text: "run.workflow" } => "{{ dag.dag_id }}",
        { Text: "run.date" } => "{{ ds }}",
        { Text: var path } when path.StartsWith("params.", StringComparison.Ordinal) => $"{{{{ params['{path["params.".Length..]}'] }}}}",
        { Text: var path } => throw new InvalidOperationException($"Airflow has no value for '{path}'."),
    };

    /// <summary>A brace is given to Jinja as a string, so that it takes none of the text for its own.</summary>
    private static string Literal(string text) => text.Replace("{", "{{ '{' }}", StringComparison.Ordinal);
}
