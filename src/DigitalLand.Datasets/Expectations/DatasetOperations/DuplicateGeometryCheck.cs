using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// Finds pairs of entities that stand in one place. Of geometries these are all that share a point, told apart by how much they share; of points
/// those that are equal. An entity whose text cannot be read is not compared, and told: SpatiaLite pairs it with every other.
/// </summary>
internal sealed class DuplicateGeometryCheck(BuiltDataset dataset) : IDatasetOperation
{
    public string Name => "duplicate_geometry_check";

    public string[] Required => ["spatial_field"];

    public string[] Optional => [];

    public ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel)
    {
        var field = parameters.Text("spatial_field");
        using var places = field is "geometry" or "point"
            ? EntityPlaces.Read(dataset, field)
            : throw parameters.Refusal($"has the spatial_field '{field}', which is neither geometry nor point");
        var pairs = field == "geometry" ? OverlappingPairs.Find(places, dataset.Geometries, cancel) : EqualPoints.Find(places);

        // By their two numbers as one text, as the reference's query orders them.
        var ordered = pairs.OrderBy(pair => pair.Key, CodePointComparer.Instance).ToLookup(pair => pair.Match, pair => pair.Details());
        return ValueTask.FromResult(new ExpectationResult(
            pairs.Count == 0,
            Message(field, pairs),
            new(StringComparer.Ordinal)
            {
                ["actual"] = pairs.Count,
                ["expected"] = 0,
                ["complete_matches"] = ordered[Match.Complete],
                ["single_matches"] = ordered[Match.Single],
                ["any_matches"] = ordered[Match.Any],
            })
        {
            Remark = places.Unreadable > 0 ? $"{places.Unreadable:N0} entities have a {field} that cannot be read; they were not compared." : null,
        });
    }

    private static string Message(string field, List<EntityPair> pairs)
    {
        int Count(Match match) => pairs.Count(pair => pair.Match == match);
        return pairs.Count == 0 ? "There are no duplicate geometries/points in the dataset"
            : field == "point" ? $"There are {pairs.Count} complete matches in the dataset"
            : $"There are {Count(Match.Complete)} complete matches, {Count(Match.Single)} single matches and {Count(Match.Any)} any matches in the dataset";
    }
}
