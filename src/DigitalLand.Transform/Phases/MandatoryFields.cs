namespace DigitalLand.Transform.Phases;

/// <summary>Fields that a dataset's providers owe; constants of the reference's <c>HarmonisePhase</c>, not of the specification.</summary>
internal static class MandatoryFields
{
    private static readonly string[] Plan = ["reference", "name", "description", "dataset", "period-start-date", "local-planning-authorities", "documentation-url", "entry-date"];

    private static readonly string[] MineralsPlan =
        ["reference", "name", "description", "dataset", "period-start-date", "minerals-and-waste-planning-authorities", "documentation-url", "document-count", "entry-date"];

    public static string[] Of(string dataset) => dataset switch
    {
        "article-4-direction" => ["reference", "name", "document-url", "documentation-url"],
        "article-4-direction-area" => ["reference", "geometry", "name", "permitted-development-rights", "article-4-direction"],
        "brownfield-land" => ["OrganisationURI", "SiteReference", "SiteNameAddress", "GeoX", "GeoY"],
        "conservation-area" => ["reference", "geometry", "name"],
        "conservation-area-document" => ["reference", "name", "conservation-area", "document-url", "documentation-url", "document-type"],
        "developer-agreement" or "developer-agreement-contribution" or "developer-agreement-transaction" or "infrastructure-funding-statement" => ["reference"],
        "listed-building-outline" => ["reference", "geometry", "name", "listed-building"],
        "local-plan" or "supplementary-plan" => Plan,
        "minerals-plan" or "waste-plan" => MineralsPlan,
        "plan-timetable" => ["reference", "plan", "plan-event", "event-date", "entry-date"],
        "tree" => ["reference", "point", "geometry", "tree-preservation-order"],
        "tree-preservation-order" => ["reference", "document-url", "documentation-url"],
        "tree-preservation-zone" => ["reference", "geometry", "tree-preservation-order"],
        _ => [],
    };
}
