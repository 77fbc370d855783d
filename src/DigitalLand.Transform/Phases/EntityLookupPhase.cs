using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Specifications;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Gives each entry the number of the entity that it describes. With several providers an entry may be one entity for each of them,
/// and goes on once for each.
/// </summary>
public sealed class EntityLookupPhase(DatasetSpecification dataset, EntityTables tables, IReadOnlyList<string> providers, IssueLog issues, IssueLog operationalIssues) : RowPhase
{
    private readonly RowField _prefix = new("prefix");
    private readonly RowField _reference = new("reference");
    private readonly RowField _organisation = new("organisation");
    private readonly RowField _entity = new("entity");

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            foreach (var found in providers.Count > 1 ? FindForEachProvider(row) : [FindOne(row)])
            {
                issues.MapEntity(found.EntryNumber, found[_entity] ?? "");
                yield return found;
            }
        }
    }

    /// <summary>Whether nothing is found for an entry that needs an entity, for its own organisation or else for any provider.</summary>
    internal bool IsUnknown(Row row) =>
        !row.IsBlank(_prefix) && row.IsBlank(_entity) && Candidates(row).All(organisation => Find(row, organisation).Length == 0);

    private Row FindOne(Row row)
    {
        if (!row.IsBlank(_prefix) && row.IsBlank(_entity))
        {
            var entity = Find(row, row[_organisation] ?? "");
            if (entity.Length == 0)
            {
                LogUnknown(row);
            }

            row[_entity] = tables.OldEntities.Redirect(entity);
        }

        return row;
    }

    /// <summary>An entry whose every entity was withdrawn counts as unknown here, though not with a single provider.</summary>
    private List<Row> FindForEachProvider(Row row)
    {
        if (row.IsBlank(_prefix) || !row.IsBlank(_entity))
        {
            return [row];
        }

        var found = new List<Row>();
        foreach (var organisation in Candidates(row))
        {
            var entity = tables.OldEntities.Redirect(Find(row, organisation));
            if (entity.Length > 0 && !found.Exists(other => other[_entity] == entity))
            {
                var copy = row.Copy();
                copy[_entity] = entity;
                copy[_organisation] = organisation;
                copy.Organisation = organisation;
                found.Add(copy);
            }
        }

        if (found.Count == 0)
        {
            LogUnknown(row);
        }

        return found;
    }

    private IReadOnlyList<string> Candidates(Row row) => providers.Count > 1 && row.IsBlank(_organisation) ? providers : [row[_organisation] ?? ""];

    /// <summary>
    /// The first that is not blank of: a number given to the entry, the organisation's reference, anybody's reference, a rule's arithmetic.
    /// </summary>
    private string Find(Row row, string organisation)
    {
        var prefix = row[_prefix]!;
        var reference = row[_reference] ?? "";
        var entity = tables.Table.FindByEntryNumber(row.EntryNumber, prefix);
        if (entity.Length == 0)
        {
            entity = tables.Table.Find(prefix, reference, organisation);
        }

        if (entity.Length == 0)
        {
            entity = tables.Table.Find(prefix, reference, "");
        }

        if (entity.Length == 0)
        {
            entity = tables.Rules.Find(prefix, reference, Organisations.WithoutCountry(organisation));
        }

        if (entity.Length > 0)
        {
            CheckRange(row, entity);
        }

        return entity;
    }

    /// <summary>The range of dataset.csv, its maximum excluded. An entity outside it is used all the same.</summary>
    private void CheckRange(Row row, string entity)
    {
        var (minimum, maximum) = dataset.EntityRange();
        if (!long.TryParse(entity, out var number))
        {
            throw new RunFailedException($"lookup.csv gives line {row.LineNumber} the entity '{entity}', which is not a number.");
        }

        if (number < minimum || number >= maximum)
        {
            issues.Add("entity", "entity number out of range", entity, lineNumber: row.LineNumber);
        }
    }

    private void LogUnknown(Row row)
    {
        var value = $"{row[_prefix]}:{row[_reference]}";
        if (row.IsBlank(_reference))
        {
            issues.Add("entity", "unknown entity - missing reference", value, lineNumber: row.LineNumber);
            return;
        }

        issues.Add("entity", "unknown entity", value, lineNumber: row.LineNumber);
        operationalIssues.Add("entity", "unknown entity", value, lineNumber: row.LineNumber);
    }
}
