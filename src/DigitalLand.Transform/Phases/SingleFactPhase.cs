namespace DigitalLand.Transform.Phases;

/// <summary>A step that looks at one fact at a time and passes it on, changed or not, or drops it.</summary>
public abstract class SingleFactPhase : FactPhase
{
    public sealed override IEnumerable<Fact> Process(IEnumerable<Fact> source) => source.Where(Pass);

    /// <returns>False for a fact that ends here.</returns>
    internal abstract bool Pass(Fact fact);

    /// <summary>
    /// The facts that come through phases in a row. A fact takes all phases that look at single facts in one step: an enumerator for each would cost more than what most of
    /// them do.
    /// </summary>
    internal static IEnumerable<Fact> ProcessAll(IReadOnlyList<FactPhase> phases, IEnumerable<Fact> source)
    {
        var facts = source;
        for (var i = 0; i < phases.Count;)
        {
            SingleFactPhase[] single = [.. phases.Skip(i).TakeWhile(static phase => phase is SingleFactPhase).Cast<SingleFactPhase>()];
            facts = single.Length > 0 ? facts.Where(fact => PassAll(single, fact)) : phases[i].Process(facts);
            i += Math.Max(1, single.Length);
        }

        return facts;
    }

    private static bool PassAll(SingleFactPhase[] phases, Fact fact)
    {
        foreach (var phase in phases)
        {
            if (!phase.Pass(fact))
            {
                return false;
            }
        }

        return true;
    }
}
