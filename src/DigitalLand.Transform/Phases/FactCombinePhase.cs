using DigitalLand.Core.Logs;
using DigitalLand.Core.Text;
using DigitalLand.Geometry;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Joins the values that several entries give to one field of one entity: texts by a separator, geometries by their union. Facts of
/// such fields wait until everything was seen and then follow, entity by entity and field by field; all others pass.
/// </summary>
public sealed class FactCombinePhase(OrderedDictionary<string, string> separators, GeometryNormaliser geometry, IssueLog issues) : FactPhase
{
    public override IEnumerable<Fact> Process(IEnumerable<Fact> source) => separators.Count > 0 ? Combined(source) : source;

    private IEnumerable<Fact> Combined(IEnumerable<Fact> source)
    {
        var held = new OrderedDictionary<string, OrderedDictionary<string, List<Fact>>>(StringComparer.Ordinal);
        foreach (var fact in source)
        {
            if (separators.ContainsKey(fact.Field))
            {
                Hold(held, fact);
            }
            else
            {
                yield return fact;
            }
        }

        foreach (var facts in held.Values.SelectMany(fields => fields.Values))
        {
            var combined = Combine(facts);
            foreach (var fact in facts)
            {
                issues.MoveTo(fact.LineNumber, fact.EntryNumber);
                issues.Add(fact.Field, "combined-value", fact.Entity);
                fact.Value = combined;
                yield return fact;
            }
        }
    }

    private static void Hold(OrderedDictionary<string, OrderedDictionary<string, List<Fact>>> held, Fact fact)
    {
        if (!held.TryGetValue(fact.Entity, out var fields))
        {
            held[fact.Entity] = fields = new OrderedDictionary<string, List<Fact>>(StringComparer.Ordinal);
        }

        if (!fields.TryGetValue(fact.Field, out var facts))
        {
            fields[fact.Field] = facts = [];
        }

        facts.Add(fact);
    }

    private string Combine(List<Fact> facts)
    {
        var field = facts[0].Field;
        var values = new SortedSet<string>(facts.Select(fact => fact.Value).Where(value => value.Length > 0), CodePointComparer.Instance);
        return field == "geometry" ? geometry.CombineMultiPolygons(values) : string.Join(separators[field], values);
    }
}
