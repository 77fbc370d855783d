namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Holds a dataset of which something is expected that is not so, where expect.csv says that it matters enough.</summary>
public sealed class ExpectationGuard : PublicationGuard
{
    public override string Name => "expectation";

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel) =>
        from broken in candidate.BrokenExpectations
        orderby broken.Severity descending
        select Found(broken.Expectation.Name, $"{broken.Result.Message} (severity {broken.Expectation.Severity}; all of it: digital-land expect {candidate.Dataset})");
}
