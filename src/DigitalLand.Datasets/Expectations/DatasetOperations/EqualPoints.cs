namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Pairs of entities with the same point.</summary>
internal static class EqualPoints
{
    public static List<EntityPair> Find(EntityPlaces places)
    {
        var pairs = new List<EntityPair>();
        var at = new Dictionary<(double X, double Y), List<EntityPlace>>();
        foreach (var place in places.All)
        {
            // Adding zero makes one of the two zeros.
            var envelope = place.Geometry.Envelope();
            var point = (envelope.West + 0.0, envelope.South + 0.0);
            if (!at.TryGetValue(point, out var there))
            {
                at[point] = there = [];
            }

            pairs.AddRange(there.Select(other => new EntityPair(other, place, Match.Complete)));
            there.Add(place);
        }

        return pairs;
    }
}
