namespace DigitalLand.Datasets.Builder;

/// <summary>The tables of performance.sqlite3 that the reference makes, column by column in its order.</summary>
internal static class PerformanceTables
{
    public static readonly ReportTable HistoricEndpoints = ReportTable.Of(
        "reporting_historic_endpoints",
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url documentation_url licence latest_status latest_exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date");

    public static readonly ReportTable LatestEndpoints = ReportTable.Of(
        "reporting_latest_endpoints",
        "organisation name organisation_name dataset collection pipeline endpoint endpoint_url licence latest_status days_since_200 latest_exception resource latest_log_entry_date endpoint_entry_date endpoint_end_date resource_start_date resource_end_date rn",
        ("days_since_200", ReportType.Number),
        ("rn", ReportType.Number));

    public static readonly ReportTable EndpointSummary = ReportTable.Of(
        "endpoint_dataset_summary",
        "organisation dataset endpoint endpoint_url documentation_url resource latest_status latest_exception latest_log_entry_date entry_date end_date latest_resource_start_date resource_end_date");

    public static readonly ReportTable ResourceSummary = ReportTable.Of(
        "endpoint_dataset_resource_summary",
        "organisation organisation_name cohort dataset collection pipeline endpoint endpoint_url resource resource_start_date resource_end_date latest_log_entry_date mapping_field non_mapping_field");

    public static readonly ReportTable IssueTypeSummary = ReportTable.Of(
        "endpoint_dataset_issue_type_summary",
        "organisation organisation_name cohort dataset collection pipeline endpoint endpoint_url resource resource_start_date resource_end_date latest_log_entry_date count_issues date issue_type severity responsibility field",
        ("count_issues", ReportType.Number));

    public static readonly ReportTable ProvisionSummary = ReportTable.Of(
        "provision_summary",
        "organisation organisation_name dataset provision_reason provision_end_date active_endpoint_count error_endpoint_count count_issue_error_internal count_issue_error_external count_issue_warning_internal count_issue_warning_external count_issue_notice_internal count_issue_notice_external",
        ("active_endpoint_count", ReportType.Number),
        ("error_endpoint_count", ReportType.Number),
        ("count_issue_error_internal", ReportType.Number),
        ("count_issue_error_external", ReportType.Number),
        ("count_issue_warning_internal", ReportType.Number),
        ("count_issue_warning_external", ReportType.Number),
        ("count_issue_notice_internal", ReportType.Number),
        ("count_issue_notice_external", ReportType.Number));

    /// <summary>Those that are also written as Parquet.</summary>
    public static readonly ReportTable[] Copied = [EndpointSummary, ResourceSummary, IssueTypeSummary, ProvisionSummary];
}
