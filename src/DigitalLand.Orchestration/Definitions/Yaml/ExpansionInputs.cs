namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>A dataset that is collected in the environment.</summary>
/// <param name="Name">As the specification names it.</param>
/// <param name="Columns">All of its row of dataset.csv, by column.</param>
public sealed record DatasetDefinition(string Name, IReadOnlyDictionary<string, string> Columns)
{
    public string Typology => Columns.GetValueOrDefault("typology", "");
}

/// <summary>A collection that has a dataset in the environment.</summary>
/// <param name="Name">As the specification names it.</param>
/// <param name="Datasets">Only those of the environment, in the order of the specification.</param>
/// <param name="IsSelected">Whether the environment's nights collect it.</param>
/// <param name="Settings">The defaults of collections.yaml with the collection's own in their place.</param>
public sealed record CollectionDefinition(string Name, IReadOnlyList<DatasetDefinition> Datasets, bool IsSelected, IReadOnlyDictionary<string, string> Settings);

/// <summary>What differs between development, staging and production (the reference's config.json).</summary>
/// <param name="Name">Of the environment.</param>
/// <param name="Schedule">Cron of its nights; blank where nothing starts by itself.</param>
/// <param name="SelectedCollections">Those that its nights collect and that there are.</param>
/// <param name="Pools">Slots by pool.</param>
/// <param name="DefaultPoolSlots">Slots of other pools.</param>
/// <param name="Values">Whatever else definitions want to read: buckets, names of services.</param>
public sealed record EnvironmentSettings(
    string Name,
    string Schedule,
    IReadOnlyList<string> SelectedCollections,
    IReadOnlyDictionary<string, int> Pools,
    int DefaultPoolSlots,
    IReadOnlyDictionary<string, string> Values);

/// <summary>Everything that templates are expanded over.</summary>
public sealed record ExpansionInputs(EnvironmentSettings Environment, IReadOnlyList<CollectionDefinition> Collections);
