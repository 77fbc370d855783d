using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Cli.Expect;

/// <summary>What a person is told of a checkpoint, whose results go into a file.</summary>
internal static class ExpectationTalk
{
    public static async Task SayAsync(ExpectationReport report, TextWriter error)
    {
        foreach (var remark in report.Outcomes.Select(outcome => outcome.Result.Remark).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await error.WriteLineAsync(remark).ConfigureAwait(false);
        }

        foreach (var unanswered in report.Outcomes.Where(outcome => outcome.Result.IsUnanswered).GroupBy(outcome => outcome.Expectation.Operation, StringComparer.Ordinal))
        {
            await error.WriteLineAsync($"{unanswered.Count():N0} expectations could not be checked and count as failed. {unanswered.First().Result.Message}").ConfigureAwait(false);
        }

        var waiting = report.Waiting.Count > 0 ? $", {report.Waiting.Count:N0} rules wait for their day" : "";
        await error.WriteLineAsync($"{report.Dataset}: {report.PassedCount:N0} of {report.Outcomes.Count:N0} expectations passed{waiting}").ConfigureAwait(false);
    }
}
