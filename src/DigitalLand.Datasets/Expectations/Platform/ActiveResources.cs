using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Expectations.Platform;

/// <summary>For each organisation, by its entity number, the resources that its endpoints serve today: one a living endpoint.</summary>
public sealed class ActiveResources
{
    private readonly OrderedDictionary<string, object?> _resources = new(StringComparer.Ordinal);

    private ActiveResources()
    {
    }

    /// <summary>As the log of expectations holds them: the entity numbers in the order of the answer, each with its list.</summary>
    internal OrderedDictionary<string, object?> Members => _resources;

    internal IReadOnlyList<string> Of(string organisationEntity) => _resources.GetValueOrDefault(organisationEntity) as List<string> ?? [];

    /// <summary>What Datasette is asked: of an endpoint with several living resources it gives one, which is not said.</summary>
    internal static string Query(string dataset) =>
        "select organisation.entity as organisation_entity, reporting_historic_endpoints.resource "
        + "from reporting_historic_endpoints join organisation on organisation.organisation = reporting_historic_endpoints.organisation "
        + $"where pipeline = '{dataset.Replace("'", "''", StringComparison.Ordinal)}' and coalesce(resource_end_date, '') = '' "
        + "group by organisation.entity, reporting_historic_endpoints.endpoint";

    /// <exception cref="UnansweredException">The text is not CSV with these columns.</exception>
    internal static ActiveResources Read(string csv)
    {
        using var reader = new CsvReader(new StringReader(csv));
        var header = reader.Read() ? reader.ToArray() : [];
        var (organisation, resource) = (Array.IndexOf(header, "organisation_entity"), Array.IndexOf(header, "resource"));
        if (organisation < 0 || resource < 0)
        {
            throw new UnansweredException("The answer of Datasette is not a table of resources.");
        }

        var resources = new ActiveResources();
        while (reader.Read())
        {
            if (reader.FieldCount > Math.Max(organisation, resource) && reader.GetString(organisation) is { Length: > 0 } entity && reader.GetString(resource) is { Length: > 0 } name)
            {
                resources.Add(entity, name);
            }
        }

        return resources;
    }

    private void Add(string entity, string resource)
    {
        if (_resources.GetValueOrDefault(entity) is not List<string> list)
        {
            _resources[entity] = list = [];
        }

        list.Add(resource);
    }
}
