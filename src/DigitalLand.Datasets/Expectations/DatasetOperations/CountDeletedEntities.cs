using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// Counts the entities of an organisation that none of the resources which its endpoints serve today speaks of. Of the entities that are spoken of one
/// counts for each reference, so that of two with one reference (under different prefixes) one is reported.
/// </summary>
internal sealed class CountDeletedEntities(BuiltDataset dataset, PlanningPlatform platform) : IDatasetOperation
{
    public string Name => "count_deleted_entities";

    public string[] Required => ["expected"];

    public string[] Optional => ["organisation_entity"];

    public async ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel)
    {
        ActiveResources resources;
        try
        {
            resources = await platform.ActiveResourcesAsync(dataset.Name, cancel).ConfigureAwait(false);
        }
        catch (UnansweredException error)
        {
            return ExpectationResult.Unanswered($"An error occurred when retrieving active resources from datasette {error.Message}");
        }

        var organisation = parameters.Reference("organisation_entity") ?? "None";
        var current = CurrentEntities(resources.Of(organisation));
        var missing = EntitiesOf(organisation).FindAll(entity => !current.Contains(entity));
        return new ExpectationResult(
            missing.Count == parameters.Number("expected"),
            $"there were {missing.Count} entities found",
            new(StringComparer.Ordinal) { ["actual"] = missing.Count, ["expected"] = parameters.Members["expected"], ["entities"] = missing })
        {
            Given = [new("resources_cache", resources.Members)],
        };
    }

    private HashSet<long> CurrentEntities(IReadOnlyList<string> resources)
    {
        // Which entity stands for a reference is SQLite's choice, so that the resources stand where the reference's query has them.
        var list = string.Join(',', resources.Select(resource => $"'{resource.Replace("'", "''", StringComparison.Ordinal)}'"));
        using var rows = dataset.Query(
            "SELECT f.entity FROM fact_resource r JOIN fact f ON r.fact = f.fact JOIN main.entity e ON f.entity = e.entity " +
            $"WHERE r.resource IN ({list}) GROUP BY e.reference");
        var entities = new HashSet<long>();
        while (rows.Read())
        {
            entities.Add(rows.Int64(0));
        }

        return entities;
    }

    private List<long> EntitiesOf(string organisation)
    {
        dataset.NeedOrganisations();
        using var rows = dataset.Query("SELECT entity FROM entity_of_organisation WHERE organisation_entity = ?1 ORDER BY entity", organisation);
        var entities = new List<long>();
        while (rows.Read())
        {
            entities.Add(rows.Int64(0));
        }

        return entities;
    }
}
