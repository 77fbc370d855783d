using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Cli.Expect;

/// <summary>The report of expectations for a program.</summary>
internal static class ExpectationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ExpectationReport report, BlockOn blockOn) => JsonSerializer.Serialize(
        new
        {
            dataset = report.Dataset,
            blockOn = blockOn.ToString(),
            blocked = report.Blocking(blockOn).Count > 0,
            passed = report.PassedCount,
            failed = report.Failed.Count(),
            expectations = report.Outcomes.Select(outcome => new
            {
                name = outcome.Expectation.Name,
                organisation = outcome.Expectation.Organisation,
                operation = outcome.Expectation.Operation,
                severity = outcome.Expectation.Severity,
                responsibility = outcome.Expectation.Responsibility,
                description = outcome.Expectation.Description,
                passed = outcome.Passed,
                unanswered = outcome.Result.IsUnanswered,
                blocks = outcome.Blocks(blockOn),
                message = outcome.Result.Message,
                remark = outcome.Result.Remark,
                parameters = JsonNode.Parse(outcome.Expectation.Parameters.Json()),
                details = JsonNode.Parse(outcome.DetailsJson()),
            }),
            waiting = report.Waiting.Select(rule => new { name = rule.Name, operation = rule.Operation, schedule = rule.Schedule }),
        },
        Indented) + "\n";
}
