using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;
using DigitalLand.Geometry;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Datatypes;
using DigitalLand.Transform.Formats;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>
/// The transform process of one dataset: a resource goes in, facts with their provenance and the logs come out. What does not depend
/// on the resource is read once, so one pipeline serves a night.
/// </summary>
/// <param name="dataset">The dataset that resources are transformed for.</param>
/// <param name="authorities">Null where there is no config database: then no fact outweighs another.</param>
/// <param name="systems">Coordinate systems, with the exact grid or without.</param>
public sealed class Pipeline(
    string dataset,
    Specification specification,
    PipelineConfiguration configuration,
    Organisation organisations,
    EntityOrganisations? authorities,
    CategoryValues categories,
    CoordinateSystems systems,
    TimeProvider clock) : IDisposable
{
    private readonly DatasetSpecification _dataset = specification.Dataset(dataset);
    private readonly string _schema = specification.SchemaOf(dataset);
    private readonly EntityTables _entities = EntityTables.Load(configuration.Directory);
    private readonly GeometryNormaliser _geometry = new(systems);
    private readonly string _configHash = Directory.Exists(configuration.Directory) ? DirectoryHash.Of(configuration.Directory) : "";
    private readonly string _specificationHash = DirectoryHash.Of(specification.Directory);

    /// <summary>The schema's fields less those that only Migrate writes: what columns are mapped to.</summary>
    private readonly string[] _intermediateFields =
        [.. specification.SchemaFields(specification.SchemaOf(dataset)).Where(field => !configuration.Migrations.ContainsKey(field)).Order(CodePointComparer.Instance)];

    /// <summary>
    /// Transforms one resource. Its files appear when all is done, the dataset-resource log last: where that one is, the others are.
    /// </summary>
    /// <exception cref="RunFailedException">The configuration or a value stops the run; nothing was written.</exception>
    public PipelineOutcome Run(PipelineRequest request, CancellationToken cancel)
    {
        var logs = new PipelineLogs(dataset, request)
        {
            Resource = { CodeVersion = CodeVersion.Current, ConfigHash = _configHash, SpecificationHash = _specificationHash },
        };
        using var output = new AtomicFile(request.OutputPath);
        using var harmonised = request.HarmonisedPath is { } path ? new AtomicFile(path) : null;
        using var table = new ConvertPhase(logs.Resource, logs.Converted, clock).Process(request.InputPath, cancel);
        var outcome = Transform(request, logs, table?.Reader, output.Stream, harmonised?.Stream, cancel);
        harmonised?.Commit();
        output.Commit();
        logs.Save(clock.Today());
        return outcome;
    }

    public void Dispose() => _geometry.Dispose();

    private PipelineOutcome Transform(PipelineRequest request, PipelineLogs logs, CsvReader? reader, Stream output, Stream? harmonised, CancellationToken cancel)
    {
        var settings = configuration.ForResource(logs.Name, request.Endpoints, request.Organisations, request.EntryDate);
        var entryCounter = new EntityPrunePhase();
        var duplicates = new DuplicateReferences();
        var entities = new HashSet<string>(StringComparer.Ordinal);
        var facts = 0L;
        using (var writer = new CsvWriter(output))
        {
            var rows = Rows(request, settings, logs, reader, harmonised);
            foreach (var fact in Facts(entryCounter.Process(rows), request, settings, logs, writer))
            {
                cancel.ThrowIfCancellationRequested();
                facts++;
                entities.Add(PythonText.Strip(fact.Entity));
                duplicates.Add(fact);
            }
        }

        if (settings.Combines.Count == 0)
        {
            duplicates.Log(logs.Issues);
        }

        logs.Resource.EntityCount = entities.Count;
        logs.Resource.EntryCount = entryCounter.EntryCount;
        logs.Resource.LineCount = reader?.RecordNumber ?? 0;
        return new PipelineOutcome(
            logs.Name,
            logs.Resource.LineCount,
            entryCounter.EntryCount,
            entities.Count,
            facts,
            logs.Issues.Issues,
            logs.Converted.Exception.Length > 0 ? logs.Converted.Exception : null,
            Warnings());
    }

    /// <summary>From the resource's records to entries that know their entity.</summary>
    private IEnumerable<Row> Rows(PipelineRequest request, ResourceConfiguration settings, PipelineLogs logs, CsvReader? reader, Stream? harmonised)
    {
        var today = clock.Today();
        var issues = logs.Issues;
        var datatypes = new FieldDatatypes(specification, new DatatypeFactory(clock, _geometry.MultiPolygon, _geometry.Point));
        var lines = reader is null ? [] : ReadLines(new NormalisePhase(settings.Skips), reader, request.InputPath);
        RowPhase[] phases =
        [
            new ConcatFieldPhase(settings.Concats, logs.ColumnFields),
            new FilterPhase(settings.ColumnFilters),
            new MapPhase(_intermediateFields, settings.Columns, logs.ColumnFields),
            new FilterPhase(settings.FieldFilters),
            new PatchPhase(settings.Patches, logs.FileResource, issues),
            new HarmonisePhase(dataset, datatypes, categories, _geometry, issues, today),
            new DefaultPhase(settings, issues),
            new MigratePhase(specification.SchemaFields(_schema), configuration.Migrations),
            new OrganisationPhase(organisations, issues),
            new FieldPrunePhase(specification.CurrentFields(_schema, today)),
            new EntityReferencePhase(_dataset),
            new EntityPrefixPhase(_dataset),
            new EntityLookupPhase(_dataset, _entities.ForResource(logs.Name), settings.Providers, issues, logs.OperationalIssues),
            .. harmonised is not null ? [new SaveHarmonisedPhase(_intermediateFields, harmonised)] : Array.Empty<RowPhase>(),
        ];
        return phases.Aggregate(new ParsePhase().Process(lines), (rows, phase) => phase.Process(rows));
    }

    /// <summary>From entries to facts, written as they pass.</summary>
    private IEnumerable<Fact> Facts(IEnumerable<Row> rows, PipelineRequest request, ResourceConfiguration settings, PipelineLogs logs, CsvWriter writer)
    {
        var prioritised = new PriorityPhase(authorities, settings.Providers).Process(rows);
        FactPhase[] phases =
        [
            new FactCombinePhase(settings.Combines, _geometry, logs.Issues),
            new FactorPhase(),
            new FactReferencePhase(specification),
            new FactLookupPhase(_entities.ForResource(logs.Name), specification.OpenDigitalPlanningDatasets, logs.Issues),
            new FactPrunePhase(),
            new SavePhase(specification.FactorFields(clock.Today()), logs.FileResource, writer),
        ];
        return phases.Aggregate(new PivotPhase().Process(prioritised), (facts, phase) => phase.Process(facts));
    }

    private static IEnumerable<Line> ReadLines(NormalisePhase normalise, CsvReader reader, string path)
    {
        using var lines = normalise.Process(reader).GetEnumerator();
        while (Next(lines, reader, path))
        {
            yield return lines.Current;
        }
    }

    /// <summary>An encoding that was guessed from part of a file may meet a byte that it does not have.</summary>
    private static bool Next(IEnumerator<Line> lines, CsvReader reader, string path)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (DecoderFallbackException error)
        {
            throw new RunFailedException($"{path}, after record {reader.RecordNumber}: {error.Message}", error);
        }
    }

    private string[] Warnings() => systems.HasMissedGrid
        ? ["The OSTN15 grid was not found, so National Grid coordinates are off by up to a few metres. Put uk_os_OSTN15_NTv2_OSGBtoETRS.tif into a folder named by PROJ_DATA."]
        : [];
}
