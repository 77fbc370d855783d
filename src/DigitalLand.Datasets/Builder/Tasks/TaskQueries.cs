namespace DigitalLand.Datasets.Builder.Tasks;

/// <summary>The queries from which tasks come, over the digital-land database (the reference's <c>TaskPipeline</c>).</summary>
internal static class TaskQueries
{
    /// <summary>
    /// What is known of each endpoint by its sources that have not ended: the organisation of the first, and every dataset. And the resource
    /// that each endpoint serves: that of its latest log with status 200, of two in one second the first by name.
    /// </summary>
    public const string Prepare =
        """
        CREATE TEMP TABLE endpoint_organisation AS
        SELECT endpoint, organisation FROM (
            SELECT endpoint, organisation, row_number() OVER (PARTITION BY endpoint ORDER BY rowid) AS pick FROM source WHERE end_date = '' AND endpoint <> ''
        ) WHERE pick = 1;
        CREATE INDEX temp.endpoint_organisation_on_endpoint ON endpoint_organisation (endpoint);
        CREATE TEMP TABLE endpoint_dataset AS
        SELECT DISTINCT s.endpoint, p.pipeline AS dataset FROM source s JOIN source_pipeline p ON p.source = s.source WHERE s.end_date = '' AND s.endpoint <> '';
        CREATE INDEX temp.endpoint_dataset_on_endpoint ON endpoint_dataset (endpoint);
        CREATE TEMP TABLE active AS
        SELECT endpoint, resource FROM (
            SELECT endpoint, resource, row_number() OVER (PARTITION BY endpoint ORDER BY entry_date DESC, resource) AS pick FROM log WHERE status = '200' AND resource <> ''
        ) WHERE pick = 1;
        CREATE INDEX temp.active_on_resource ON active (resource);
        CREATE TEMP TABLE failed AS
        SELECT endpoint, resource, status, exception, count(*) AS count, min(substr(entry_date, 1, 10)) AS first_seen, max(substr(entry_date, 1, 10)) AS last_seen
        FROM log WHERE status <> '200' GROUP BY 1, 2, 3, 4;
        CREATE TEMP TABLE owner (resource TEXT, organisation TEXT, endpoint TEXT, PRIMARY KEY (resource, organisation));
        """;

    /// <summary>Each resource that is served, with the organisations that it is attributed to: a list with semicolons.</summary>
    public const string Active =
        """
        SELECT a.resource, coalesce(o.organisation, ''), a.endpoint
        FROM active a LEFT JOIN endpoint_organisation o ON o.endpoint = a.endpoint
        ORDER BY a.resource, a.endpoint
        """;

    public const string AddOwner = "INSERT OR IGNORE INTO owner VALUES (?, ?, ?)";

    /// <summary>
    /// Every log without status 200, of the whole history, once for each of its datasets. A log that names a served resource belongs to those
    /// who serve it, any other to the sources of its endpoint; what neither says is blank.
    /// </summary>
    public const string Logs =
        """
        SELECT DISTINCT coalesce(d.dataset, ''), coalesce(nullif(server.organisation, ''), asked.organisation, ''), f.endpoint, f.resource, f.status,
            f.exception, f.count, f.first_seen, f.last_seen
        FROM failed f
        LEFT JOIN active a ON a.resource = f.resource AND f.resource <> ''
        LEFT JOIN endpoint_organisation server ON server.endpoint = a.endpoint
        LEFT JOIN endpoint_organisation asked ON asked.endpoint = f.endpoint
        LEFT JOIN endpoint_dataset d ON d.endpoint = CASE WHEN EXISTS (SELECT 1 FROM endpoint_dataset s WHERE s.endpoint = a.endpoint) THEN a.endpoint ELSE f.endpoint END
        ORDER BY 1, 2, 3, 4, 5, 6
        """;

    /// <summary>Issues of served resources that ask somebody to act, once for each organisation that serves the resource.</summary>
    public const string Issues =
        """
        SELECT i.dataset, o.organisation, o.endpoint, i.resource, i.issue_type, i.field, t.severity, t.responsibility, count(*)
        FROM owner o
        JOIN issue i ON i.resource = o.resource
        JOIN issue_type t ON t.issue_type = i.issue_type
        WHERE t.severity IN ('error', 'warning', 'notice')
        GROUP BY i.dataset, o.organisation, i.resource, i.issue_type, i.field
        ORDER BY i.dataset, o.organisation, i.resource, i.issue_type, i.field
        """;

    /// <summary>Brings what earlier builds saw together with what this one sees: the day on which a thing was first seen never moves forward.</summary>
    public const string MergeHistory =
        """
        UPDATE task_history SET first_seen = min(task_history.first_seen, e.first_seen) FROM earlier.task_history e WHERE e.task = task_history.task;
        INSERT INTO main.task_history
        SELECT * FROM earlier.task_history WHERE task NOT IN (SELECT task FROM main.task_history) ORDER BY rowid;
        """;

    /// <summary>
    /// One row for each thing that is wrong tonight. Several tasks may be one thing: an endpoint that failed in three ways is down once.
    /// </summary>
    public const string AddHistory =
        """
        INSERT INTO main.task_history
        SELECT task, dataset, organisation, endpoint, task_source, issue_type, field, sum(count), min(first_seen), max(last_seen)
        FROM seen GROUP BY task ORDER BY task
        """;

    public const string DateTasks = "UPDATE main.task SET first_seen = (SELECT h.first_seen FROM main.task_history h WHERE h.task = main.task.task) WHERE task_source = 'issue'";
}
