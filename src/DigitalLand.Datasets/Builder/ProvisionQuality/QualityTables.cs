namespace DigitalLand.Datasets.Builder.ProvisionQuality;

/// <summary>The tables of provision quality, column by column in the reference's order.</summary>
internal static class QualityTables
{
    public static readonly ReportTable Provision = ReportTable.Of(
        "provision_quality",
        "dataset organisation organisation_name has_active_endpoint has_active_resource owns_entities is_designated_provider quality entity_count quality_score",
        ("has_active_endpoint", ReportType.Flag),
        ("has_active_resource", ReportType.Flag),
        ("owns_entities", ReportType.Flag),
        ("is_designated_provider", ReportType.Flag),
        ("entity_count", ReportType.Number),
        ("quality_score", ReportType.Real));

    public static readonly ReportTable Dataset = ReportTable.Of(
        "dataset_quality",
        "dataset authoritative_organisations some_organisations total_organisations total_entities quality_score",
        ("authoritative_organisations", ReportType.Number),
        ("some_organisations", ReportType.Number),
        ("total_organisations", ReportType.Number),
        ("total_entities", ReportType.Number),
        ("quality_score", ReportType.Real));

    public static readonly ReportTable Organisation = ReportTable.Of(
        "organisation_quality",
        "organisation organisation_name authoritative_datasets some_datasets total_datasets total_entities_owned quality_score",
        ("authoritative_datasets", ReportType.Number),
        ("some_datasets", ReportType.Number),
        ("total_datasets", ReportType.Number),
        ("total_entities_owned", ReportType.Number),
        ("quality_score", ReportType.Real));

    public static readonly ReportTable[] All = [Provision, Dataset, Organisation];
}
