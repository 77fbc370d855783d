using System.Globalization;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// The queries of the tables that report on endpoints. Each log row meets its endpoint, the sources that name it, their pipelines, the
/// organisation, and the resource that it brought.
/// </summary>
/// <remarks>
/// Where several rows could stand for a group the order is written out to the last column: the reference leaves it to chance.
/// </remarks>
internal static class EndpointReports
{
    /// <summary>The columns that one row stands for; documentation_url is one of them in the performance database alone.</summary>
    private const string Joined =
        """
        FROM log l
        JOIN source s ON s.endpoint = l.endpoint
        JOIN endpoint e ON e.endpoint = l.endpoint
        JOIN organisation o ON o.organisation = replace(s.organisation, '-eng', '')
        JOIN source_pipeline p ON p.source = s.source
        LEFT JOIN resource r ON r.resource = l.resource
        """;

    /// <summary>Every log row of the latest day on which its endpoint was asked.</summary>
    public const string MostRecentLog =
        """
        SELECT l.*
        FROM log l
        JOIN (SELECT endpoint, max(date(entry_date)) AS day FROM log GROUP BY endpoint) latest ON latest.endpoint = l.endpoint
        WHERE date(l.entry_date) = latest.day
        ORDER BY l.rowid
        """;

    /// <summary>As the digital-land database has it: the dataset is that of the organisation.</summary>
    public const string Historic =
        $"""
        SELECT s.organisation, o.name, o.name AS organisation_name, o.dataset, s.collection, p.pipeline, l.endpoint, e.endpoint_url, s.licence,
            l.status, l.exception, l.resource, max(l.entry_date) AS latest_log_entry_date, e.entry_date AS endpoint_entry_date,
            e.end_date AS endpoint_end_date, r.start_date AS resource_start_date, r.end_date AS resource_end_date
        {Joined}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
        ORDER BY 1, 2, 4, 5, 6, latest_log_entry_date DESC, 7, 8, 9, 10, 11, 12
        """;

    /// <summary>As the performance database has it: the dataset is the pipeline's, dates are days, and the documentation is told.</summary>
    public const string PerformanceHistoric =
        $"""
        SELECT s.organisation, o.name, o.name, p.pipeline, s.collection, p.pipeline, l.endpoint, e.endpoint_url, s.documentation_url, s.licence,
            l.status, l.exception, l.resource, substr(max(l.entry_date), 1, 10) AS latest_log_entry_date, substr(e.entry_date, 1, 10),
            substr(e.end_date, 1, 10), substr(r.start_date, 1, 10), substr(r.end_date, 1, 10)
        {Joined}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
        ORDER BY s.organisation, o.name, o.dataset, s.collection, p.pipeline, latest_log_entry_date DESC, 7, 8, 9, 10, 11, 12, 13
        """;

    /// <summary>As the digital-land database has it.</summary>
    public static string Latest(DateTimeOffset now) =>
        $"""
        {LatestOf(now)}
        SELECT organisation, name, organisation_name, dataset, collection, pipeline, endpoint, endpoint_url, licence, status, days_since_200, exception,
            resource, latest_log_entry_date, endpoint_entry_date, endpoint_end_date, resource_start_date, resource_end_date, rn
        FROM ranked WHERE rn = 1
        ORDER BY organisation, name, dataset, collection, pipeline, endpoint_entry_date DESC
        """;

    /// <summary>As the performance database has it.</summary>
    public static string PerformanceLatest(DateTimeOffset now) =>
        $"""
        {LatestOf(now)}
        SELECT organisation, name, organisation_name, pipeline, collection, pipeline, endpoint, endpoint_url, licence, status, days_since_200, exception,
            resource, substr(latest_log_entry_date, 1, 10), substr(endpoint_entry_date, 1, 10), substr(endpoint_end_date, 1, 10),
            substr(resource_start_date, 1, 10), substr(resource_end_date, 1, 10), rn
        FROM ranked WHERE rn = 1
        ORDER BY organisation, name, dataset, collection, pipeline, endpoint_entry_date DESC
        """;

    /// <summary>
    /// One endpoint that has not ended for each organisation and pipeline: the one that was added last, and of it the latest log. Days are
    /// whole days from the endpoint's last log with status 200 until now.
    /// </summary>
    private static string LatestOf(DateTimeOffset now) =>
        $"""
        WITH answered AS (
            SELECT endpoint, CAST(julianday('{now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)}') - julianday(max(entry_date)) AS INT) AS days_since_200
            FROM log WHERE status = '200' GROUP BY endpoint
        ), grouped AS (
            SELECT s.organisation, o.name, o.name AS organisation_name, o.dataset, s.collection, p.pipeline, l.endpoint, e.endpoint_url, s.licence,
                l.status, a.days_since_200, l.exception, l.resource, max(l.entry_date) AS latest_log_entry_date, e.entry_date AS endpoint_entry_date,
                e.end_date AS endpoint_end_date, r.start_date AS resource_start_date, r.end_date AS resource_end_date
            {Joined}
            LEFT JOIN answered a ON a.endpoint = e.endpoint
            WHERE e.end_date = ''
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13
        ), ranked AS (
            SELECT *, row_number() OVER (
                PARTITION BY organisation, pipeline
                ORDER BY endpoint_entry_date DESC, latest_log_entry_date DESC, name, dataset, collection, endpoint, endpoint_url, licence, status, exception, resource
            ) AS rn
            FROM grouped
        )
        """;
}
