using DigitalLand.Collection.Edit;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Cli.Editing;

/// <summary>
/// What the verbs that edit a configuration need to look into resources: where transforming meets collecting. Pipelines are made from whatever
/// folder of configuration is in hand, such as a copy with new lookups.
/// </summary>
/// <param name="specificationDirectory">Of the specification.</param>
/// <param name="organisationPath">organisation.csv.</param>
/// <param name="clock">Of the run.</param>
internal sealed class Workbench(string specificationDirectory, string organisationPath, TimeProvider clock)
{
    public string OrganisationPath { get; } = organisationPath;

    public Specification Specification { get; } = Specification.Load(specificationDirectory);

    public Organisation Organisations { get; } = new(CsvTable.Read(organisationPath));

    /// <summary>The pipeline of a dataset, as a night would run it.</summary>
    /// <param name="pipelineDirectory">The configuration.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="categories">Where the lists of category fields lie.</param>
    public Pipeline OpenPipeline(string pipelineDirectory, string dataset, CategoryFiles categories)
    {
        var configuration = PipelineConfiguration.Load(pipelineDirectory, Specification.Dataset(dataset).Name);
        return new Pipeline(
            dataset,
            Specification,
            configuration,
            Organisations,
            authorities: File.Exists("var/cache/config.sqlite3") ? EntityOrganisations.Load("var/cache/config.sqlite3") : null,
            CategoryValues.Load(Specification, dataset, configuration.Migrations, categories),
            CoordinateSystems.FromEnvironment(),
            clock);
    }

    /// <summary>The references of a resource that no table of the configuration knows; categories have no part in that.</summary>
    public IReadOnlyList<NewReference> FindNewReferences(
        string pipelineDirectory, string dataset, string resourcePath, IReadOnlyList<string> endpoints, IReadOnlyList<string> organisations, CancellationToken cancel)
    {
        using var pipeline = OpenPipeline(pipelineDirectory, dataset, new CategoryFiles("var/cache/dataset", download: null, _ => { }));
        return [.. pipeline.FindUnknownEntities(resourcePath, endpoints, organisations, cancel).Select(unknown => new NewReference(unknown.Prefix, unknown.Organisation, unknown.Reference))];
    }

    /// <summary>Says what became of references that needed entities.</summary>
    /// <returns>Whether each that could have one has one.</returns>
    public static bool Say(string dataset, Assignment assignment, TextWriter error)
    {
        var numbers = assignment.Entities.Select(pair => long.Parse(pair.Entity, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        error.WriteLine(numbers.Count == 0 ? $"{dataset}: no new entities." : $"{dataset}: {numbers.Count} new entities, {numbers.Min()} to {numbers.Max()}.");
        if (assignment.Incomplete > 0)
        {
            error.WriteLine($"{dataset}: {assignment.Incomplete} entries have no reference, or no organisation, and cannot be assigned an entity. Patch, default or filter them in the configuration.");
        }

        if (assignment.WithoutNumber > 0)
        {
            error.WriteLine($"{dataset}: there are no more entity numbers for {assignment.WithoutNumber} references. Widen the dataset's range in the specification's dataset.csv, then run it again.");
        }

        return assignment.WithoutNumber == 0;
    }
}
