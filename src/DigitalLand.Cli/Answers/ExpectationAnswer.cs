using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Cli.Answers;

/// <summary>The report of expectations for a program.</summary>
internal sealed record ExpectationAnswer(
    string Dataset, string BlockOn, bool Blocked, int Passed, int Failed, IReadOnlyList<ExpectationAnswer.Outcome> Expectations, IReadOnlyList<ExpectationAnswer.WaitingRule> Waiting)
{
    public static string Json(ExpectationReport report, BlockOn blockOn)
    {
        var answer = new ExpectationAnswer(
            report.Dataset,
            blockOn.ToString(),
            report.Blocking(blockOn).Count > 0,
            report.PassedCount,
            report.Failed.Count(),
            [.. report.Outcomes.Select(outcome => Of(outcome, blockOn))],
            [.. report.Waiting.Select(static rule => new WaitingRule(rule.Name, rule.Operation, rule.Schedule))]);
        return JsonSerializer.Serialize(answer, AnswerJson.Indented.ExpectationAnswer) + "\n";
    }

    private static Outcome Of(ExpectationOutcome outcome, BlockOn blockOn) => new(
        outcome.Expectation.Name,
        outcome.Expectation.Organisation,
        outcome.Expectation.Operation,
        outcome.Expectation.Severity,
        outcome.Expectation.Responsibility,
        outcome.Expectation.Description,
        outcome.Passed,
        outcome.Result.IsUnanswered,
        outcome.Blocks(blockOn),
        outcome.Result.Message,
        outcome.Result.Remark,
        JsonNode.Parse(outcome.Expectation.Parameters.Json()),
        JsonNode.Parse(outcome.DetailsJson()));

    /// <summary>One expectation, and how it ended.</summary>
    internal sealed record Outcome(
        string Name,
        string Organisation,
        string Operation,
        string Severity,
        string Responsibility,
        string Description,
        bool Passed,
        bool Unanswered,
        bool Blocks,
        string Message,
        string? Remark,
        JsonNode? Parameters,
        JsonNode? Details);

    /// <summary>A rule that is not due today.</summary>
    internal sealed record WaitingRule(string Name, string Operation, string Schedule);
}
