using System.Globalization;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// The queries of the performance database over the digital-land database, which is attached beside it (the reference's
/// <c>load_reporting_tables.py</c> and <c>load_performance.py</c>; what pandas merges there is joined here).
/// </summary>
internal static class PerformanceReports
{
    private const string BaseColumns =
        "b.organisation, b.organisation_name, b.cohort, b.dataset, b.collection, b.pipeline, b.endpoint, b.endpoint_url, b.resource, b.resource_start_date, b.resource_end_date, b.latest_log_entry_date";

    private const string Open = "coalesce(endpoint_end_date, '') = ''";

    /// <summary>The latest state of each endpoint that has not ended, with a resource that has not.</summary>
    public const string EndpointSummary =
        $"""
        SELECT organisation, dataset, endpoint, endpoint_url, documentation_url, resource, latest_status, latest_exception, latest_log_entry_date,
            endpoint_entry_date, endpoint_end_date, resource_start_date, resource_end_date
        FROM (
            SELECT *, row_number() OVER (PARTITION BY organisation, dataset, endpoint ORDER BY latest_log_entry_date DESC, rowid) AS pick
            FROM reporting_historic_endpoints
            WHERE {Open} AND coalesce(resource_end_date, '') = ''
        )
        WHERE pick = 1
        ORDER BY organisation, dataset, endpoint
        """;

    /// <summary>
    /// What the summaries of provisions start from. <c>latest</c>: one row for each endpoint of an organisation and pipeline, its latest log.
    /// <c>base</c>: every provision of a known organisation with its endpoints, or alone where it has none.
    /// </summary>
    public const string Base =
        """
        CREATE TEMP TABLE latest AS
        SELECT replace(organisation, '-eng', '') AS organisation, collection, pipeline, endpoint, endpoint_url, latest_status, endpoint_end_date, resource,
            resource_start_date, resource_end_date, latest_log_entry_date
        FROM (
            SELECT *, row_number() OVER (PARTITION BY organisation, collection, pipeline, endpoint ORDER BY latest_log_entry_date DESC, rowid) AS pick
            FROM reporting_historic_endpoints
        )
        WHERE pick = 1
        ORDER BY 1, 2, 3, 4;
        CREATE INDEX temp.latest_on_provision ON latest (organisation, pipeline);
        CREATE TEMP TABLE base AS
        SELECT p.organisation, o.name AS organisation_name, p.cohort, p.dataset, p.provision_reason, p.end_date AS provision_end_date,
            l.collection, l.pipeline, l.endpoint, l.endpoint_url, l.latest_status, l.endpoint_end_date, l.resource,
            l.resource_start_date, l.resource_end_date, l.latest_log_entry_date
        FROM provision p
        JOIN organisation o ON o.organisation = p.organisation
        LEFT JOIN latest l ON l.organisation = p.organisation AND l.pipeline = p.dataset
        ORDER BY p.organisation, p.rowid, l.rowid;
        """;

    /// <summary>
    /// How the columns of each current resource were mapped: by their own name, which also geometry and point always count as, or by
    /// configuration.
    /// </summary>
    public const string Mappings =
        """
        CREATE TEMP TABLE mapping AS
        SELECT resource, dataset, group_concat(field, ';' ORDER BY first) FILTER (WHERE by_name) AS mapping_field,
            group_concat(field, ';' ORDER BY first) FILTER (WHERE NOT by_name) AS non_mapping_field
        FROM (
            SELECT c.resource, c.dataset, c.field,
                c.field IN ('geometry', 'point') OR upper(c.field) = upper(replace(replace(c."column", ' ', '-'), '_', '-')) AS by_name,
                min(c.rowid) AS first
            FROM column_field c
            JOIN resource r ON r.resource = c.resource
            WHERE r.end_date = ''
            GROUP BY 1, 2, 3, 4
        )
        GROUP BY resource, dataset;
        CREATE INDEX temp.mapping_on_resource ON mapping (resource, dataset);
        """;

    /// <summary>Every provision's endpoints that brought a resource, with how its columns were mapped.</summary>
    public const string ResourceSummary =
        $"""
        SELECT {BaseColumns}, m.mapping_field, m.non_mapping_field
        FROM base b
        LEFT JOIN mapping m ON m.resource = b.resource AND m.dataset = b.dataset
        WHERE b.endpoint IS NOT NULL AND b.resource <> ''
        ORDER BY b.rowid
        """;

    /// <summary>Every provision's endpoints that brought a resource, once for each type of issue and field, or once without.</summary>
    public const string IssueTypeSummary =
        $"""
        SELECT {BaseColumns}, i.count_issues, i.date, i.issue_type, i.severity, i.responsibility, i.field
        FROM base b
        LEFT JOIN issue_count i ON i.resource = b.resource AND i.dataset = b.dataset
        WHERE b.endpoint IS NOT NULL AND b.resource <> ''
        ORDER BY b.rowid, i.rowid
        """;

    /// <summary>
    /// Endpoints and issues of each provision, counted over its endpoints that have not ended. A provision that stands in provision.csv
    /// several times, for projects or cohorts, has its issues added up as often.
    /// </summary>
    public static readonly string ProvisionSummary =
        $"""
        SELECT b.organisation, b.organisation_name, b.dataset, b.provision_reason, b.provision_end_date,
            count(DISTINCT CASE WHEN {Open} THEN b.endpoint END),
            count(DISTINCT CASE WHEN {Open} AND b.latest_status IS NOT '200' THEN b.endpoint END),
            {string.Join(",\n    ", new[] { "error", "warning", "notice" }.SelectMany(severity => new[] { "internal", "external" }, Issues))}
        FROM base b
        LEFT JOIN issue_count i ON i.resource = b.resource AND i.dataset = b.dataset
        GROUP BY 1, 2, 3, 4, 5
        ORDER BY 1, 2, 3, 4, 5
        """;

    /// <summary>Issues of known types in current resources, by resource, type and field.</summary>
    public static string IssueCounts(DateOnly today) =>
        $"""
        CREATE TEMP TABLE issue_count AS
        SELECT count(*) AS count_issues, '{today.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)}' AS date, i.issue_type, t.severity, t.responsibility, i.dataset, i.resource, i.field
        FROM issue i
        JOIN resource r ON r.resource = i.resource
        JOIN issue_type t ON t.issue_type = i.issue_type
        WHERE r.end_date = ''
        GROUP BY i.dataset, i.resource, i.issue_type, i.field
        ORDER BY i.dataset, i.resource, i.issue_type, i.field;
        CREATE INDEX temp.issue_count_on_resource ON issue_count (resource, dataset);
        """;

    private static string Issues(string severity, string responsibility) =>
        $"sum(CASE WHEN {Open} AND i.severity = '{severity}' AND i.responsibility = '{responsibility}' THEN i.count_issues ELSE 0 END)";
}
