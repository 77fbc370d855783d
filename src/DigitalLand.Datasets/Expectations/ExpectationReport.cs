using DigitalLand.Datasets.Expectations.Rules;

namespace DigitalLand.Datasets.Expectations;

/// <summary>What became of all expectations of a dataset: what a publication asks before it replaces the live version.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Outcomes">In the order of the rules, and of organisations within a rule.</param>
/// <param name="Waiting">Rules that were not run because their weekday is another.</param>
public sealed record ExpectationReport(string Dataset, IReadOnlyList<ExpectationOutcome> Outcomes, IReadOnlyList<ExpectationRule> Waiting)
{
    public int PassedCount => Outcomes.Count(outcome => outcome.Passed);

    public IEnumerable<ExpectationOutcome> Failed => Outcomes.Where(outcome => !outcome.Passed);

    /// <summary>The failed expectations that keep the dataset from being published.</summary>
    public IReadOnlyList<ExpectationOutcome> Blocking(BlockOn blockOn) => [.. Outcomes.Where(outcome => outcome.Blocks(blockOn))];
}
