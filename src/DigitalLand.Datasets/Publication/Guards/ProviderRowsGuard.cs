namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>
/// Holds a dataset where the file behind an endpoint has lost rows. The entities of a cut file stay, because earlier files are
/// transformed still: nothing else would show the loss before readers miss what is new.
/// </summary>
public sealed class ProviderRowsGuard : PublicationGuard
{
    public override string Name => "provider-rows";

    public override GuardLimit? Default { get; } = new(0.3, 5);

    public override IEnumerable<GuardFinding> Judge(PublicationCandidate candidate, CancellationToken cancel)
    {
        var limit = candidate.Limits.Of(this);
        return from pair in candidate.ProviderPairs
               where pair.New is not null && limit.IsPassedBy(pair.Live.Rows - pair.New.Rows, pair.Live.Rows)
               orderby pair.Live.Rows - pair.New!.Rows descending
               select Found(
                   string.Join(' ', pair.Live.Organisations),
                   $"The file at {pair.Live.Url} gave {pair.Live.Rows:N0} rows and gives {pair.New!.Rows:N0} now ({Words.Percent(pair.New.Rows - pair.Live.Rows, pair.Live.Rows)}).");
    }
}
