namespace DigitalLand.Datasets.Builder.ProvisionQuality;

/// <summary>
/// The queries of provision quality, over the digital-land database and one assembled dataset after the other (the reference's
/// <c>ProvisionQualityPipeline</c>).
/// </summary>
internal static class QualityQueries
{
    public const string Prepare =
        """
        CREATE TEMP TABLE designated (dataset TEXT, organisation TEXT, PRIMARY KEY (dataset, organisation));
        CREATE TEMP TABLE live (dataset TEXT PRIMARY KEY);
        CREATE TEMP TABLE owned (dataset TEXT, organisation TEXT, authoritative INTEGER, some INTEGER, entities INTEGER);
        CREATE TEMP TABLE seeded (dataset TEXT, organisation TEXT, entities INTEGER);
        CREATE TEMP TABLE seed AS
        SELECT DISTINCT entity, organisation FROM lookup
        WHERE entity IS NOT NULL AND organisation IN (SELECT organisation FROM land.organisation WHERE end_date = '');
        CREATE INDEX temp.seed_on_entity ON seed (entity);
        CREATE TEMP TABLE provider AS
        SELECT p.pipeline AS dataset, s.organisation, max(s.endpoint IN (
            SELECT e.endpoint FROM resource_endpoint e JOIN resource r ON r.resource = e.resource WHERE r.end_date = ''
        )) AS delivers
        FROM source s JOIN source_pipeline p ON p.source = s.source
        WHERE s.endpoint <> '' AND s.end_date = ''
        GROUP BY 1, 2;
        """;

    /// <summary>The owners of a dataset's entities, by the number of the organisation in each entity.</summary>
    public const string Owned =
        """
        INSERT INTO owned
        SELECT ?, o.organisation, max(e.quality = 'authoritative'), max(e.quality = 'some'), count(DISTINCT e.entity)
        FROM assembled.entity e JOIN organisation o ON o.entity = CAST(e.organisation_entity AS INTEGER)
        WHERE e.organisation_entity <> ''
        GROUP BY o.organisation
        """;

    /// <summary>
    /// Those from whose data entities of others were made: organisations of lookup.csv that have not ended, are not designated for the
    /// dataset and own none of its entities that alternative sources made. An authority counts only when it stands in for more than one
    /// other, because old lookups name authorities that have merged.
    /// </summary>
    public const string Seeded =
        """
        INSERT INTO seeded
        SELECT ?1, l.organisation, count(DISTINCT e.entity)
        FROM assembled.entity e
        JOIN organisation o ON o.entity = CAST(e.organisation_entity AS INTEGER)
        JOIN seed l ON l.entity = e.entity
        WHERE e.quality = 'some' AND e.organisation_entity <> ''
            AND NOT EXISTS (SELECT 1 FROM owned w WHERE w.dataset = ?1 AND w.organisation = l.organisation AND w.some)
            AND NOT EXISTS (SELECT 1 FROM designated d WHERE d.dataset = ?1 AND d.organisation = l.organisation)
        GROUP BY l.organisation
        HAVING count(DISTINCT o.organisation) > CASE
            WHEN l.organisation LIKE 'local-authority:%' OR l.organisation LIKE 'national-park-authority:%' OR l.organisation LIKE 'development-corporation:%' THEN 1
            ELSE 0
        END
        """;

    /// <summary>Every organisation with an active source, entities of its own, or entities made from its data, in each dataset that is live.</summary>
    public const string Provision =
        """
        WITH known AS (
            SELECT dataset, organisation FROM provider UNION SELECT dataset, organisation FROM owned UNION SELECT dataset, organisation FROM seeded
        )
        SELECT k.dataset, k.organisation, o.name, p.dataset IS NOT NULL, coalesce(p.delivers, 0), w.dataset IS NOT NULL, d.dataset IS NOT NULL,
            CASE WHEN w.authoritative THEN 'authoritative' WHEN coalesce(w.dataset, s.dataset) IS NOT NULL THEN 'some' END,
            coalesce(w.entities, s.entities, 0), NULL
        FROM known k
        LEFT JOIN organisation o ON o.organisation = k.organisation
        LEFT JOIN provider p ON p.dataset = k.dataset AND p.organisation = k.organisation
        LEFT JOIN owned w ON w.dataset = k.dataset AND w.organisation = k.organisation
        LEFT JOIN seeded s ON s.dataset = k.dataset AND s.organisation = k.organisation
        LEFT JOIN designated d ON d.dataset = k.dataset AND d.organisation = k.organisation
        WHERE k.organisation <> '' AND k.dataset IN (SELECT dataset FROM live)
        ORDER BY k.dataset, lower(o.name) NULLS LAST, k.organisation
        """;

    /// <summary>Only rows with a quality count, and of entities only those that the organisation owns.</summary>
    public const string Dataset =
        """
        SELECT dataset, count(*) FILTER (WHERE quality = 'authoritative'), count(*) FILTER (WHERE quality = 'some'), count(*),
            sum(CASE WHEN owns_entities THEN entity_count ELSE 0 END), NULL
        FROM provision_quality WHERE quality IS NOT NULL
        GROUP BY dataset ORDER BY dataset
        """;

    public const string Organisation =
        """
        SELECT organisation, organisation_name, count(*) FILTER (WHERE quality = 'authoritative'), count(*) FILTER (WHERE quality = 'some'), count(*),
            sum(CASE WHEN owns_entities THEN entity_count ELSE 0 END), NULL
        FROM provision_quality WHERE quality IS NOT NULL
        GROUP BY organisation, organisation_name ORDER BY lower(organisation_name), organisation
        """;

    /// <summary>Datasets with providers or entities that are not live.</summary>
    public const string NotLive =
        "SELECT DISTINCT dataset FROM (SELECT dataset FROM provider UNION SELECT dataset FROM owned) WHERE dataset NOT IN (SELECT dataset FROM live) ORDER BY dataset";
}
