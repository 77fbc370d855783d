using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Packages;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// Counts the entities, of one organisation or of all, that stand in a relation to the boundary of a local planning authority. An entity's geometry is
/// looked at where it has one, else its point; for <c>centroid_within</c> its point, else the centre of its geometry.
/// </summary>
internal sealed class CountLpaBoundary(BuiltDataset dataset, PlanningPlatform platform) : IDatasetOperation
{
    private const string Entities = "SELECT entity, geometry, point FROM main.entity WHERE geometry != '' OR point != ''";

    private const string EntitiesOfOrganisation =
        "SELECT e.entity, e.geometry, e.point FROM entity_of_organisation o JOIN main.entity e ON e.entity = o.entity " +
        "WHERE o.organisation_entity = ?1 AND (e.geometry != '' OR e.point != '') ORDER BY o.entity";

    public string Name => "count_lpa_boundary";

    public string[] Required => ["lpa", "expected"];

    public string[] Optional => ["organisation_entity", "comparison_rule", "geometric_relation"];

    public async ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel)
    {
        string wkt;
        try
        {
            wkt = await platform.BoundaryAsync(parameters.Text("lpa"), cancel).ConfigureAwait(false);
        }
        catch (UnansweredException error)
        {
            return ExpectationResult.Unanswered($"An error occurred when retrieving lpa geometry from platform {error.Message}");
        }

        using var boundary = dataset.Geometries.Read(wkt);
        using var prepared = boundary?.Prepare();
        var relation = Relation(parameters, prepared);
        var entities = Find(parameters.Reference("organisation_entity"), relation, cancel);
        return new ExpectationResult(
            Comparison.Holds(parameters, entities.Count, "equals_to"),
            $"there were {entities.Count} entities found",
            new(StringComparer.Ordinal) { ["actual"] = entities.Count, ["expected"] = parameters.Members["expected"], ["entities"] = entities });
    }

    private List<long> Find(string? organisation, Func<SqliteStatement, bool> relation, CancellationToken cancel)
    {
        using var rows = organisation is null ? dataset.Query(Entities) : OfOrganisation(organisation);
        var found = new List<long>();
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (relation(rows))
            {
                found.Add(rows.Int64(0));
            }
        }

        return found;
    }

    private SqliteStatement OfOrganisation(string organisation)
    {
        dataset.NeedOrganisations();
        return dataset.Query(EntitiesOfOrganisation, organisation);
    }

    private Func<SqliteStatement, bool> Relation(ExpectationParameters parameters, PreparedGeometry? boundary) => parameters.Text("geometric_relation", "within") switch
    {
        "within" => row => Holds(GeometryOf(row), boundary, static (area, shape) => area.Contains(shape)),
        "intersects" => row => Holds(GeometryOf(row), boundary, static (area, shape) => area.Intersects(shape)),
        "not_intersects" => row => !Holds(GeometryOf(row), boundary, static (area, shape) => area.Intersects(shape)),
        "centroid_within" => row => Holds(PointOf(row), boundary, static (area, shape) => area.Contains(shape)),
        var relation => throw parameters.Refusal($"has the geometric_relation '{relation}', which is none of within, intersects, not_intersects, centroid_within"),
    };

    private PlanarGeometry? GeometryOf(SqliteStatement row) => dataset.Geometries.Read(row.Text(1) is { IsEmpty: false } geometry ? geometry : row.Text(2));

    private PlanarGeometry? PointOf(SqliteStatement row)
    {
        if (row.Text(2) is { IsEmpty: false } point)
        {
            return dataset.Geometries.Read(point);
        }

        using var geometry = dataset.Geometries.Read(row.Text(1));
        return geometry?.Centroid();
    }

    /// <summary>What cannot be read or compared counts as yes: SpatiaLite answers -1 there, which SQL takes for true, and its negation for false.</summary>
    private static bool Holds(PlanarGeometry? shape, PreparedGeometry? boundary, Func<PreparedGeometry, PlanarGeometry, bool?> relation)
    {
        using (shape)
        {
            return shape is null || boundary is null || relation(boundary, shape) != false;
        }
    }
}
