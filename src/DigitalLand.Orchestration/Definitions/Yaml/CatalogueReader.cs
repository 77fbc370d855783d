using DigitalLand.Core;

namespace DigitalLand.Orchestration.Definitions.Yaml;

/// <summary>Everything that a definition store holds, read for one environment.</summary>
/// <param name="Inputs">What templates were expanded over; null where a file of settings cannot be used, so that nothing could be expanded.</param>
/// <param name="Files">The workflows of each file, by key; those of files with problems are left out.</param>
/// <param name="Lines">Where each task of each workflow stands in its file.</param>
/// <param name="Problems">By file and line.</param>
public sealed record ReadCatalogue(
    ExpansionInputs? Inputs,
    IReadOnlyDictionary<string, IReadOnlyList<Workflow>> Files,
    IReadOnlyDictionary<(string Workflow, string Task), int> Lines,
    IReadOnlyList<DefinitionProblem> Problems);

/// <summary>Reads all files of a definition store together.</summary>
public static class CatalogueReader
{
    /// <summary>Whether a key of a store is a definition: a YAML file.</summary>
    public static bool IsDefinition(string key) => key.EndsWith(".yaml", StringComparison.Ordinal) || key.EndsWith(".yml", StringComparison.Ordinal);

    /// <param name="files">Of the store.</param>
    /// <param name="datasetPath">The specification's dataset.csv.</param>
    /// <param name="environment">For which to read.</param>
    /// <exception cref="WrongUseException">There is no dataset.csv.</exception>
    /// <exception cref="RunFailedException">It is not one.</exception>
    public static ReadCatalogue Read(IReadOnlyList<DefinitionFile> files, string datasetPath, string environment)
    {
        var problems = new List<DefinitionProblem>();
        var inputs = Inputs(files, SpecificationDatasets.Read(datasetPath, environment), environment, problems);
        if (inputs is null)
        {
            return new ReadCatalogue(null, new Dictionary<string, IReadOnlyList<Workflow>>(), new Dictionary<(string, string), int>(), problems);
        }

        var workflows = new Dictionary<string, IReadOnlyList<Workflow>>(StringComparer.Ordinal);
        var lines = new Dictionary<(string Workflow, string Task), int>();
        foreach (var file in files.Where(file => IsDefinition(file.Key) && file.Key is not (SettingsFiles.Environments or SettingsFiles.Collections)))
        {
            var own = new Problems(file.Key);
            var reader = new WorkflowReader(inputs, own);
            var read = reader.Read(file);
            problems.AddRange(own.All);
            if (own.Any)
            {
                continue;
            }

            workflows[file.Key] = read;
            foreach (var (task, line) in reader.Lines)
            {
                lines[task] = line;
            }
        }

        return new ReadCatalogue(inputs, workflows, lines, problems);
    }

    private static ExpansionInputs? Inputs(
        IReadOnlyList<DefinitionFile> files, IReadOnlyList<(string Collection, IReadOnlyList<DatasetDefinition> Datasets)> collections, string environment, List<DefinitionProblem> problems)
    {
        var environmentProblems = new Problems(SettingsFiles.Environments);
        var collectionProblems = new Problems(SettingsFiles.Collections);
        var settings = Find(files, SettingsFiles.Environments, environmentProblems) is { } file
            ? SettingsFiles.Environment(file, environment, [.. collections.Select(collection => collection.Collection)], environmentProblems)
            : null;
        var ofCollection = settings is not null && Find(files, SettingsFiles.Collections, collectionProblems) is { } second
            ? SettingsFiles.CollectionSettings(second, settings, collectionProblems)
            : null;
        problems.AddRange(environmentProblems.All);
        problems.AddRange(collectionProblems.All);
        return settings is null || ofCollection is null
            ? null
            : new ExpansionInputs(
                settings,
                [
                    .. collections.Select(collection => new CollectionDefinition(
                        collection.Collection, collection.Datasets, settings.SelectedCollections.Contains(collection.Collection, StringComparer.Ordinal), ofCollection(collection.Collection))),
                ]);
    }

    private static DefinitionFile? Find(IReadOnlyList<DefinitionFile> files, string key, Problems problems)
    {
        var file = files.FirstOrDefault(file => file.Key == key);
        if (file is null)
        {
            problems.Add(1, $"The definition store has no {key}, without which no template can be expanded. Put one beside the workflows.");
        }

        return file;
    }
}
