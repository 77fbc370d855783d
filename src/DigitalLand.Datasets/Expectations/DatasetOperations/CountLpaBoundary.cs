using DigitalLand.Core.Progress;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Expectations.Platform;
using DigitalLand.Datasets.Packages;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Counts the entities, of one organisation or of all, that stand in a relation to the boundary of a local planning authority.</summary>
internal sealed class CountLpaBoundary(BuiltDataset dataset, PlanningPlatform platform) : IDatasetOperation
{
    /// <summary>A cross join is read from left to right: the planner would rather read every entity.</summary>
    private const string OfOrganisation =
        $"SELECT {BoundaryRelation.Columns} FROM entity_of_organisation o CROSS JOIN main.entity e ON e.entity = o.entity " +
        "WHERE o.organisation_entity = ?1 AND (e.geometry != '' OR e.point != '') ORDER BY o.entity";

    private const string OfList = $"SELECT {BoundaryRelation.Columns} FROM json_each(?1) l CROSS JOIN main.entity e ON e.entity = l.value ORDER BY l.key";

    private readonly Dictionary<bool, EntityExtents> _extents = [];

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

        var relation = BoundaryRelation.Of(parameters);
        using var boundary = dataset.Geometries.Read(wkt);
        var entities = parameters.Reference("organisation_entity") is { } organisation
            ? FindOf(organisation, relation, boundary, cancel)
            : FindAll(relation, boundary, cancel);
        return new ExpectationResult(
            Comparison.Holds(parameters, entities.Count, "equals_to"),
            $"there were {entities.Count} entities found",
            new(StringComparer.Ordinal) { ["actual"] = entities.Count, ["expected"] = parameters.Members["expected"], ["entities"] = entities });
    }

    private List<long> FindOf(string organisation, BoundaryRelation relation, PlanarGeometry? boundary, CancellationToken cancel)
    {
        dataset.NeedOrganisations();
        using var rows = dataset.Query(OfOrganisation, organisation);
        return Find(rows, relation, boundary, wanted: !relation.IsNegated, cancel);
    }

    private List<long> FindAll(BoundaryRelation relation, PlanarGeometry? boundary, CancellationToken cancel)
    {
        if (!_extents.TryGetValue(relation.IsOfPoints, out var extents))
        {
            _extents[relation.IsOfPoints] = extents = EntityExtents.Read(dataset, relation, cancel);
        }

        using var near = dataset.Query(OfList, PythonJson.Write(extents.Near(boundary?.Envelope() ?? Envelope.Everywhere)));
        var holding = Find(near, relation, boundary, wanted: true, cancel);
        return relation.IsNegated ? [.. extents.Entities.Except(holding)] : holding;
    }

    private List<long> Find(SqliteStatement rows, BoundaryRelation relation, PlanarGeometry? boundary, bool wanted, CancellationToken cancel)
    {
        using var prepared = boundary?.Prepare();
        var found = new List<long>();
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("shapes compared");
            using var place = relation.PlaceOf(rows, dataset.Geometries);
            if (relation.Holds(prepared, place) == wanted)
            {
                found.Add(rows.Int64(0));
            }
        }

        return found;
    }
}
