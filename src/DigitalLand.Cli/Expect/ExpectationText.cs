using System.Globalization;
using System.Text;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Cli.Expect;

/// <summary>The report of expectations for a person: what blocks first, then what else failed, the worst first.</summary>
internal static class ExpectationText
{
    private const int MostShown = 20;

    public static string Of(ExpectationReport report, BlockOn blockOn, TimeSpan took)
    {
        var text = new StringBuilder();
        var failed = report.Failed.OrderByDescending(outcome => outcome.Severity).ToList();
        var blocking = report.Blocking(blockOn).Count;
        text.Append(CultureInfo.InvariantCulture, $"expect {report.Dataset}\n");
        if (report.Outcomes.Count == 0)
        {
            text.Append("   nothing is expected of this dataset today\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{Mark(failed.Count, blocking)}  {Headline(report, failed.Count, blocking)}\n");
        }

        foreach (var outcome in failed.Take(MostShown))
        {
            Append(text, outcome, blockOn);
        }

        if (failed.Count > MostShown)
        {
            text.Append(CultureInfo.InvariantCulture, $"   and {failed.Count - MostShown:N0} more\n");
        }

        foreach (var remark in report.Outcomes.Select(outcome => outcome.Result.Remark).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"   hint: {remark}\n");
        }

        foreach (var rule in report.Waiting)
        {
            text.Append(CultureInfo.InvariantCulture, $"   waits for {rule.Schedule}: {rule.Name} (check it now: --every-day)\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"   {report.PassedCount:N0} passed. Full report: expect {report.Dataset} --json > report.json     took {took.TotalSeconds:0.0} s\n").ToString();
    }

    private static string Mark(int failed, int blocking) => blocking > 0 ? "x" : failed > 0 ? "!" : " ";

    private static string Headline(ExpectationReport report, int failed, int blocking) => failed == 0
        ? $"all {report.Outcomes.Count:N0} expectations hold"
        : $"{failed:N0} of {report.Outcomes.Count:N0} expectations failed, {(blocking == 0 ? "none of them blocks" : $"{blocking:N0} of them {(blocking == 1 ? "blocks" : "block")}")} publication";

    private static void Append(StringBuilder text, ExpectationOutcome outcome, BlockOn blockOn)
    {
        var expectation = outcome.Expectation;
        var organisation = expectation.Organisation.Length > 0 ? $" ({expectation.Organisation})" : "";
        var severity = expectation.Severity.Length > 0 ? expectation.Severity : "-";
        text.Append(CultureInfo.InvariantCulture, $"   {severity,-9}{expectation.Name}{organisation}{(outcome.Blocks(blockOn) ? ", blocks publication" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"            {outcome.Result.Message}\n");
        if (Examples(outcome) is { Length: > 0 } examples)
        {
            text.Append(CultureInfo.InvariantCulture, $"            {examples}\n");
        }
    }

    /// <summary>The first few entities that are concerned, so that one can be looked at.</summary>
    private static string Examples(ExpectationOutcome outcome)
    {
        var entities = outcome.Result.Details.GetValueOrDefault("entities") as IReadOnlyList<long> ?? [];
        return entities.Count == 0 ? "" : $"entities {string.Join(", ", entities.Take(5))}{(entities.Count > 5 ? ", ..." : "")}";
    }
}
