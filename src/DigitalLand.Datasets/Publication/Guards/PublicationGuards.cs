namespace DigitalLand.Datasets.Publication.Guards;

/// <summary>Every guard, in the order in which their findings are told: what a person decided first, then from the whole to the single value.</summary>
public static class PublicationGuards
{
    public static IReadOnlyList<PublicationGuard> All { get; } =
    [
        new RolledBackGuard(),
        new ExpectationGuard(),
        new VanishedProviderGuard(),
        new ProviderRowsGuard(),
        new EntityCountGuard(),
        new EntityGrowthGuard(),
        new FillRateGuard(),
        new ValueChangeGuard(),
    ];
}
