using DigitalLand.Transform.Observation;

namespace DigitalLand.Cli.Explain;

/// <summary>What the phases after Pivot did to a fact.</summary>
internal static class FactChanges
{
    public static IEnumerable<PhaseChange> Of(FactTrail? fact, RuleTrail rules)
    {
        for (var i = 1; i < (fact?.Steps.Count ?? 0); i++)
        {
            var (before, after) = (fact!.Steps[i - 1], fact.Steps[i]);
            if (before.Value != after.Value)
            {
                yield return new PhaseChange(after.Phase, fact.Field, "", before.Value, after.Value, [.. rules.OfCombine(fact.Field)]);
            }

            if (before.ReferenceEntity != after.ReferenceEntity)
            {
                yield return new PhaseChange(after.Phase, "reference-entity", "", null, after.ReferenceEntity, []);
            }
        }
    }
}
