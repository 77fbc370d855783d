namespace DigitalLand.Transform.Phases;

/// <summary>Drops facts without a value, except a blank end-date: that says that the entity has not ended.</summary>
public sealed class FactPrunePhase : SingleFactPhase
{
    internal override bool Pass(Fact fact) => fact.Value.Length > 0 || fact.Field == "end-date";
}
