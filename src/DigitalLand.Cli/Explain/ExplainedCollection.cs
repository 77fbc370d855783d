using DigitalLand.Cli.Night;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Provenance;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Cli.Explain;

/// <summary>
/// A collection's folder, asked where values come from: its datasets say which rows they hold, and the transform of the one resource is run
/// again with a recorder, so that what is told of a row is what happens to it.
/// </summary>
/// <param name="folder">The collection.</param>
/// <param name="pipeline">Folder of its configuration.</param>
/// <param name="specificationFolder">Folder of the specification.</param>
internal sealed class ExplainedCollection(CollectionFolder folder, string pipeline, string specificationFolder, TimeProvider clock)
{
    private readonly Lazy<CollectionStore> _collection = new(() => CollectionStore.Load(folder.Collection, clock));
    private readonly Lazy<Specification> _specification = new(() => Specification.Load(specificationFolder));

    public Specification Specification => _specification.Value;

    public CollectionStore Collection => _collection.Value;

    /// <summary>The datasets that readers find here, or only the one that is named.</summary>
    /// <exception cref="WrongUseException">There are none.</exception>
    public IReadOnlyList<string> Datasets(string? named)
    {
        var found = Directory.Exists(folder.Datasets)
            ? Directory.EnumerateFiles(folder.Datasets, "*.sqlite3").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => named is null || name == named).Order(StringComparer.Ordinal).ToList()
            : [];
        return found.Count > 0
            ? found
            : throw new WrongUseException($"There is no dataset{(named is null ? "" : $" '{named}'")} in '{folder.Datasets}'. Say with --directory which collection's folder to look into.");
    }

    public DatasetProvenance Open(string dataset) => new(folder.Sqlite(dataset), folder.Resources);

    /// <summary>The tasks that transform a resource for a dataset; the one that has its name first.</summary>
    public IReadOnlyList<TransformTask> TasksOf(string resource, string dataset) =>
    [
        .. TransformPlan.Build(Collection, clock.GetUtcNow()).Tasks
            .Where(task => task.Dataset == dataset && (task.FileResource == resource || task.Resource == resource))
            .OrderBy(task => task.Resource == resource ? 0 : 1),
    ];

    /// <summary>Transforms a resource once more, with somebody to look on.</summary>
    public ResourceRun Run(TransformTask task, Func<int, int, bool> wanted, CancellationToken cancel)
    {
        var configuration = PipelineConfiguration.Load(pipeline, task.Dataset);
        var categories = CategoryValues.Load(Specification, task.Dataset, configuration.Migrations, new CategoryFiles(folder.Categories, download: null, _ => { }));
        using var transform = new Pipeline(
            task.Dataset,
            Specification,
            configuration,
            new Organisation(CsvTable.Read(folder.Organisations)),
            File.Exists(folder.Configuration) ? EntityOrganisations.Load(folder.Configuration) : null,
            categories,
            CoordinateSystems.FromEnvironment(),
            clock);
        return ResourceRun.Of(transform, Specification, configuration, task, wanted, cancel);
    }
}
