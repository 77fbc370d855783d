using System.Collections.Concurrent;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;
using DigitalLand.Core.Hashing;
using DigitalLand.Core.Logs;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Progress;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;
using DigitalLand.Core.Threading;
using DigitalLand.Geometry;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Datatypes;
using DigitalLand.Transform.Formats;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Observation;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>
/// The transform process of one dataset: a resource goes in, facts with their provenance and the logs come out. What does not depend
/// on the resource is read once, so one pipeline serves a night.
/// </summary>
/// <param name="dataset">The dataset that resources are transformed for.</param>
/// <param name="authorities">Null where there is no config database: then no fact outweighs another.</param>
/// <param name="systems">Coordinate systems, with the exact grid or without.</param>
public sealed partial class Pipeline(
    string dataset,
    Specification specification,
    PipelineConfiguration configuration,
    Organisation organisations,
    EntityOrganisations? authorities,
    CategoryValues categories,
    CoordinateSystems systems,
    TimeProvider clock) : IDisposable
{
    /// <summary>Entries that are transformed together: enough to make handing them over cheap, few enough to stay in the processor's cache.</summary>
    private const int BatchSize = 128;

    private readonly DatasetSpecification _dataset = specification.Dataset(dataset);
    private readonly string _schema = specification.SchemaOf(dataset);
    /// <summary>Reads while the resource is being opened: lookup.csv alone may have hundreds of thousands of rows.</summary>
    private readonly Task<EntityTables> _entities = Task.Run(() => EntityTables.Load(configuration.Directory));
    private readonly GeometryNormaliser _geometry = new(systems);
    private readonly Task<string> _configHash = Task.Run(() => Directory.Exists(configuration.Directory) ? DirectoryHash.Of(configuration.Directory) : "");
    private readonly Task<string> _specificationHash = Task.Run(() => DirectoryHash.Of(specification.Directory));

    /// <summary>The schema's fields less those that only Migrate writes: what columns are mapped to.</summary>
    private readonly string[] _intermediateFields =
        [.. specification.SchemaFields(specification.SchemaOf(dataset)).Where(field => !configuration.Migrations.ContainsKey(field)).Order(CodePointComparer.Instance)];

    /// <summary>
    /// Transforms one resource. Its files appear when all is done, the dataset-resource log last: where that one is, the others are.
    /// </summary>
    /// <exception cref="RunFailedException">The configuration or a value stops the run; nothing was written.</exception>
    public PipelineOutcome Run(PipelineRequest request, CancellationToken cancel)
    {
        var logs = new PipelineLogs(dataset, request);
        using var output = new PipelineOutput(logs, request, specification.FactorFields(clock.Today()), clock.Today());
        using var harmonised = request.HarmonisedPath is { } path ? new AtomicFile(path) : null;
        var settings = configuration.ForResource(logs.Name, request.Endpoints, request.Organisations, request.EntryDate);
        var encoding = request.Encoding.Length > 0 ? request.Encoding : settings.Encoding;
        using (var table = new ConvertPhase(logs.Resource, logs.Converted, clock).Process(request.InputPath, encoding, cancel))
        {
            Transform(request, settings, logs, table?.Reader, output, harmonised?.Stream, cancel);
            logs.Resource.LineCount = table?.Reader.RecordNumber ?? 0;
        }

        logs.Resource.CodeVersion = CodeVersion.Current;
        logs.Resource.ConfigHash = _configHash.GetAwaiter().GetResult();
        logs.Resource.SpecificationHash = _specificationHash.GetAwaiter().GetResult();
        logs.Resource.EntityCount = output.EntityCount;
        logs.Resource.EntryCount = output.EntryCount;
        harmonised?.Commit();
        output.Commit();
        logs.Save();
        return new PipelineOutcome(
            logs.Name,
            logs.Resource.LineCount,
            output.EntryCount,
            output.EntityCount,
            output.FactCount,
            output.IssueCounts,
            logs.Converted.Exception.Length > 0 ? logs.Converted.Exception : null,
            [.. Warnings(logs.Resource, encoding)]);
    }

    public void Dispose() => _geometry.Dispose();

    private void Transform(PipelineRequest request, ResourceConfiguration settings, PipelineLogs logs, CsvReader? reader, PipelineOutput output, Stream? harmonised, CancellationToken cancel)
    {
        // Asked for with the first batch, or at the end of a resource without entries: tables that cannot be read fail the run either way.
        var entities = new Lazy<EntityTables>(() => _entities.GetAwaiter().GetResult().ForResource(logs.Name));
        var entries = MappedEntries(settings, logs, reader, request);
        var patches = new PatchTable(settings.Patches);
        EntryTransform NewTransform() => new(dataset, logs.Name, (transform, writer) => Phases(settings, patches, entities.Value, logs.FileResource, transform, writer, harmonised), request.Observer);

        void Take(EntryTransform batch)
        {
            cancel.ThrowIfCancellationRequested();
            output.Add(batch);
            WorkMeter.Add("entries", batch.EntryCount);
        }

        // Combined facts and the harmonised file look at more than one entry, and so does an observer: those go through as one stream.
        if (settings.Combines.Count > 0 || harmonised is not null || request.Observer is not null)
        {
            foreach (var piece in NewTransform().RunInOrder(entries))
            {
                Take(piece);
            }
        }
        else
        {
            RunInBatches(entries, NewTransform, Take, request.Workers);
        }

        _ = entities.Value;
        if (settings.Combines.Count == 0)
        {
            output.AddDuplicateReferences(new IssueLog(dataset, logs.FileResource));
        }
    }

    /// <summary>Every transform is used for many batches, so that what it learned of values that repeat stays of use.</summary>
    private static void RunInBatches(IEnumerable<Row> entries, Func<EntryTransform> newTransform, Action<EntryTransform> take, int workers)
    {
        var idle = new ConcurrentBag<EntryTransform>();
        EntryTransform Run(Row[] rows) => (idle.TryTake(out var transform) ? transform : newTransform()).Run(rows);
        void TakeAndKeep(EntryTransform batch)
        {
            take(batch);
            batch.Clear();
            idle.Add(batch);
        }

        OrderedWork.Run(entries.Chunk(BatchSize), Run, TakeAndKeep, workers);
    }

    /// <summary>From the resource's records to entries whose columns are fields: in order, because entries are numbered and the first one names the columns.</summary>
    private IEnumerable<Row> MappedEntries(ResourceConfiguration settings, PipelineLogs logs, CsvReader? reader, PipelineRequest request)
    {
        var lines = reader is null ? [] : ReadLines(new NormalisePhase(settings.Skips), reader, request.InputPath).Observed(request.Observer);
        RowPhase[] phases =
        [
            new ConcatFieldPhase(settings.Concats, logs.ColumnFields),
            new FilterPhase(settings.ColumnFilters),
            new MapPhase(_intermediateFields, settings.Columns, logs.ColumnFields),
        ];
        return phases.Aggregate(new ParsePhase().Process(lines).Observed("Parse", request.Observer), (rows, phase) => phase.Observed(rows, request.Observer));
    }

    private EntryPhases Phases(ResourceConfiguration settings, PatchTable patches, EntityTables entities, string resource, EntryTransform transform, CsvWriter writer, Stream? harmonised)
    {
        var today = clock.Today();
        var issues = transform.Issues;
        return new EntryPhases(
            [
                .. NamingPhases(settings, patches, resource, issues),
                new EntityLookupPhase(_dataset, entities, settings.Providers, issues, transform.OperationalIssues),
                .. harmonised is not null ? [new SaveHarmonisedPhase(_intermediateFields, harmonised)] : Array.Empty<RowPhase>(),
                new EntityPrunePhase(),
                new PriorityPhase(authorities, settings.Providers),
            ],
            [
                new FactCombinePhase(settings.Combines, _geometry, issues),
                new FactorPhase(transform.Encoded),
                new FactReferencePhase(specification),
                new FactLookupPhase(entities, specification.OpenDigitalPlanningDatasets, issues),
                new FactPrunePhase(),
                new SavePhase(specification.FactorFields(today), resource, writer),
            ]);
    }

    /// <summary>From a mapped entry to one that says what it calls itself: its prefix, reference and organisation.</summary>
    private IEnumerable<RowPhase> NamingPhases(ResourceConfiguration settings, PatchTable patches, string resource, IssueLog issues)
    {
        var today = clock.Today();
        var datatypes = new FieldDatatypes(specification, new DatatypeFactory(clock, _geometry.MultiPolygon, _geometry.Point));
        return
        [
            new FilterPhase(settings.FieldFilters),
            new PatchPhase(patches, resource, issues),
            new HarmonisePhase(dataset, datatypes, categories, _geometry, issues, today),
            new DefaultPhase(settings, issues),
            new MigratePhase(specification.SchemaFields(_schema), configuration.Migrations),
            new OrganisationPhase(organisations, issues),
            new FieldPrunePhase(specification.CurrentFields(_schema, today)),
            new EntityReferencePhase(_dataset),
            new EntityPrefixPhase(_dataset),
        ];
    }

    private static IEnumerable<Line> ReadLines(NormalisePhase normalise, CsvReader reader, string path)
    {
        using var lines = normalise.Process(reader).GetEnumerator();
        while (Next(lines, reader, path))
        {
            yield return lines.Current;
        }
    }

    /// <summary>An encoding that was guessed from part of a file may meet a byte that it does not have; and a record may be too long.</summary>
    private static bool Next(IEnumerator<Line> lines, CsvReader reader, string path)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (DecoderFallbackException error)
        {
            throw new RunFailedException($"{path}, after record {reader.RecordNumber}: {error.Describe()}.", error);
        }
        catch (RunFailedException error)
        {
            throw new RunFailedException($"{path}: {error.Message}", error);
        }
    }

    private IEnumerable<string> Warnings(DatasetResourceLog log, string namedEncoding)
    {
        if (systems.HasMissedGrid)
        {
            yield return "The OSTN15 grid was not found, so National Grid coordinates are off by up to a few metres. Fetch it with: digital-land setup grids";
        }

        var charset = log.MimeType.Split(";charset=") is [_, var name] ? name : "utf_8";
        if (namedEncoding.Length == 0 && charset is not ("ascii" or "utf_8" or "utf_8-sig"))
        {
            yield return $"The text of {log.Resource} is not UTF-8 and was taken for {charset}, which is a guess. If names look wrong, name the encoding with --encoding or in convert.csv (most often it is cp1252).";
        }
    }
}
