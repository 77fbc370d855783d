using System.Collections.Frozen;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Phases;

/// <summary>Finds the entity that a fact refers to.</summary>
/// <param name="mustExist">Prefixes for which a reference that leads nowhere is the provider's mistake: those of open digital planning.</param>
public sealed class FactLookupPhase(EntityTables tables, FrozenSet<string> mustExist, IssueLog issues) : SingleFactPhase
{
    private const string Plan = "plan";
    private const int MostRemembered = 1024;

    /// <summary>The packages that a plan can be of, in the order in which they are tried.</summary>
    private static readonly string[] Plans = ["local-plan", "minerals-plan", "waste-plan", "supplementary-plan"];

    private readonly Dictionary<(string Prefix, string Reference, string Organisation), string> _found = [];

    /// <summary>By field, because the facts of an entry are of many.</summary>
    private readonly OfField<Last> _last = new(static _ => new Last());

    internal override bool Pass(Fact fact)
    {
        if (fact.Prefix.Length > 0 && fact.Reference.Length > 0 && fact.Entity.Length > 0)
        {
            LookUp(fact);
        }

        return true;
    }

    /// <summary>A replaced entity is not followed to its replacement here, as it is for entries.</summary>
    private void LookUp(Fact fact)
    {
        var entity = Find(fact);
        if (entity.Length > 0 && !tables.OldEntities.IsWithdrawn(entity))
        {
            fact.ReferenceEntity = entity;
        }
        else if (mustExist.Contains(fact.Prefix) || fact.Prefix == Plan)
        {
            // The field of the issue is the prefix, as readers of these issues expect.
            issues.Add(fact.Prefix, "missing associated entity", fact.Reference, lineNumber: fact.LineNumber);
        }
    }

    /// <summary>The same few things are referred to again and again.</summary>
    private string Find(Fact fact)
    {
        var last = _last[fact.Field];
        if (!last.IsFor(fact))
        {
            last.Keep(fact, FindRemembered(fact));
        }

        return last.Entity;
    }

    private string FindRemembered(Fact fact)
    {
        var key = (fact.Prefix, fact.Reference, fact.Organisation);
        if (!_found.TryGetValue(key, out var entity))
        {
            entity = FindAnew(fact);
            if (_found.Count < MostRemembered)
            {
                _found[key] = entity;
            }
        }

        return entity;
    }

    private string FindAnew(Fact fact)
    {
        var entity = FindInTable(fact.Prefix, fact.Reference, fact.Organisation);
        if (fact.Prefix == Plan)
        {
            foreach (var plan in Plans)
            {
                if (entity.Length == 0)
                {
                    entity = FindInTable(plan, fact.Reference, fact.Organisation);
                }
            }
        }

        return entity.Length > 0 ? entity : tables.Rules.Find(fact.Prefix, fact.Reference, Organisations.WithoutCountry(fact.Organisation));
    }

    /// <summary>The organisation's own reference, else anybody's that is not some other organisation's own.</summary>
    private string FindInTable(string prefix, string reference, string organisation)
    {
        var entity = tables.Table.Find(prefix, reference, organisation);
        if (entity.Length == 0)
        {
            entity = tables.Table.Find(prefix, reference, "");
            if (tables.Table.BelongsToAnOrganisation(entity))
            {
                return "";
            }
        }

        return entity;
    }

    /// <summary>What was found last for a field. Texts that repeat are the same strings, seen without reading them.</summary>
    private sealed class Last
    {
        private (string Prefix, string Reference, string Organisation) _key = ("", "", "");

        public string Entity { get; private set; } = "";

        public bool IsFor(Fact fact) =>
            ReferenceEquals(fact.Reference, _key.Reference) && ReferenceEquals(fact.Prefix, _key.Prefix) && ReferenceEquals(fact.Organisation, _key.Organisation);

        public void Keep(Fact fact, string entity) => (_key, Entity) = ((fact.Prefix, fact.Reference, fact.Organisation), entity);
    }
}
