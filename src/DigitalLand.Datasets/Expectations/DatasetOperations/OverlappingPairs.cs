using DigitalLand.Core.Progress;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Pairs of entities whose geometries share at least a point, with how much they share.</summary>
internal static class OverlappingPairs
{
    private const double Threshold = 0.95;

    public static List<EntityPair> Find(EntityPlaces places, GeometryReader geometries, CancellationToken cancel)
    {
        var all = places.All;
        using var index = geometries.CreateIndex();
        for (var i = 0; i < all.Count; i++)
        {
            index.Add(all[i].Geometry, i);
        }

        var pairs = new List<EntityPair>();
        var near = new List<int>();
        for (var i = 0; i < all.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("shapes compared");
            index.Find(all[i].Geometry, near);
            near.RemoveAll(other => other <= i);
            if (near.Count > 0)
            {
                AddPairs(pairs, all, i, near);
            }
        }

        return pairs;
    }

    private static void AddPairs(List<EntityPair> pairs, List<EntityPlace> all, int i, List<int> near)
    {
        var place = all[i];
        using var prepared = place.Geometry.Prepare();
        foreach (var other in near)
        {
            // Where GEOS cannot say, SpatiaLite answers -1, which a join takes for true.
            if (prepared.Intersects(all[other].Geometry) != false)
            {
                pairs.Add(new EntityPair(place, all[other], Kind(place, all[other])));
            }
        }
    }

    /// <summary>
    /// Neighbours that only touch are the most: what their envelopes share bounds what they share, and spares them the overlay. It bounds nothing where one
    /// crosses itself: GEOS may then give more than there is.
    /// </summary>
    private static Match Kind(EntityPlace a, EntityPlace b)
    {
        var (areaA, areaB) = (a.Geometry.Area(), b.Geometry.Area());
        var most = a.Geometry.Envelope().SharedArea(b.Geometry.Envelope()) * (1 + 1e-9);
        if (!(most > Threshold * areaA) && !(most > Threshold * areaB) && a.IsValid && b.IsValid)
        {
            return Match.Any;
        }

        // Not known where the overlay fails, and without meaning for lines: neither is more than any match.
        return a.Geometry.SharedArea(b.Geometry) is { } shared
            ? (Exceeds(shared, areaA), Exceeds(shared, areaB)) switch
            {
                (true, true) => Match.Complete,
                (false, false) => Match.Any,
                _ => Match.Single,
            }
            : Match.Any;
    }

    private static bool Exceeds(double shared, double area) => area != 0 && shared / area > Threshold;
}
