using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalLand.Core.Csv;

namespace DigitalLand.Core.Configurations;

/// <summary>
/// The configuration of a collection for one dataset: column mappings, patches, defaults and the rest of the CSV files that data
/// managers keep in <c>pipeline/COLLECTION/</c>. Rows for other datasets are left out; a file that is not there has no rows.
/// </summary>
/// <remarks>
/// Who wins where several scopes speak differs from file to file in the reference's <c>Pipeline</c>; each property below is
/// resolved by the rule of its own file, in <see cref="ForResource"/>. Nothing here changes after loading, so one
/// configuration serves any number of resources.
/// </remarks>
public sealed class PipelineConfiguration
{
    private const string EncodingKey = "encoding";

    private readonly string _dataset;
    private readonly ScopedRules<string> _columns = new();
    private readonly ScopedRules<ConcatRule> _concats = new();
    private readonly ScopedRules<string> _filters = new();
    private readonly ScopedRules<bool> _skips = new();
    private readonly ScopedRules<OrderedDictionary<string, string>> _patches = new();
    private readonly ScopedRules<string> _defaultFields = new();
    private readonly ScopedRules<string> _defaultValues = new();
    private readonly ScopedRules<string> _combines = new();
    private readonly ScopedRules<string> _encodings = new();
    private readonly Dictionary<string, string> _migrations = new(StringComparer.Ordinal);

    private PipelineConfiguration(string directory, string dataset)
    {
        Directory = directory;
        _dataset = dataset;
        LoadColumns();
        LoadConcats();
        LoadFilters();
        LoadSkips();
        LoadPatches();
        LoadDefaults();
        LoadCombines();
        LoadEncodings();
        LoadMigrations();
    }

    /// <summary>The folder that the configuration was read from.</summary>
    public string Directory { get; }

    /// <summary>transform.csv: a field of today to the older field whose value it takes.</summary>
    public IReadOnlyDictionary<string, string> Migrations => _migrations;

    /// <summary>Reads the configuration; a folder that does not exist configures nothing.</summary>
    /// <exception cref="RunFailedException">A row cannot be understood; the message names file and record.</exception>
    public static PipelineConfiguration Load(string directory, string dataset) => new(directory, dataset);

    /// <summary>Settles every question of precedence for one resource.</summary>
    /// <param name="resource">The resource's hash; blank for general rules only.</param>
    /// <param name="endpoints">The endpoints that serve it; later ones win over earlier ones.</param>
    /// <param name="organisations">Its providers; a single one becomes the default organisation.</param>
    /// <param name="entryDate">The default entry-date; blank for none.</param>
    public ResourceConfiguration ForResource(string resource, IReadOnlyList<string> endpoints, IReadOnlyList<string> organisations, string entryDate)
    {
        const string general = ScopedRules<string>.General;
        return new ResourceConfiguration
        {
            Columns = ColumnsFor(resource, endpoints),
            Concats = _concats.Overlay([general, .. Named(resource), .. endpoints]),
            ColumnFilters = _filters.Overlay([general, .. Named(resource)]),
            FieldFilters = _filters.Overlay([general, .. endpoints, .. Named(resource)]),
            Skips = resource.Length == 0
                ? [.. _skips[general].Keys]
                : [.. _skips[resource].Keys, .. _skips[general].Keys, .. endpoints.SelectMany(endpoint => _skips[endpoint].Keys)],
            Patches = PatchesFor(resource, endpoints),
            DefaultFields = _defaultFields.Overlay([general, .. Named(resource), .. endpoints]),
            DefaultValues = DefaultValuesFor(endpoints, organisations, entryDate),
            Combines = _combines.Overlay([general, .. endpoints]),
            Encoding = _encodings.Overlay([general, .. endpoints, .. Named(resource)]).GetValueOrDefault(EncodingKey, ""),
            Providers = organisations,
        };
    }

    private static IEnumerable<string> Named(string resource) => resource.Length > 0 ? [resource] : [];

    /// <summary>
    /// Endpoints, then the resource over them; a general rule counts only where no such rule has its column or its target field.
    /// A rule of an endpoint that a later endpoint replaces no longer has a target, one that the resource replaces still has.
    /// </summary>
    private OrderedDictionary<string, string> ColumnsFor(string resource, IReadOnlyList<string> endpoints)
    {
        var columns = resource.Length > 0 ? _columns.Overlay([.. endpoints, resource]) : new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var targets = resource.Length > 0
            ? _columns.Overlay(endpoints).Values.Concat(_columns[resource].Values).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var (column, field) in _columns[ScopedRules<string>.General])
        {
            if (!targets.Contains(field))
            {
                columns.TryAdd(column, field);
            }
        }

        return columns;
    }

    /// <summary>
    /// Per field the last specific scope's patterns stand alone; general patterns are tried first, and where a specific one has the
    /// same text its replacement is used.
    /// </summary>
    private Dictionary<string, OrderedDictionary<string, string>> PatchesFor(string resource, IReadOnlyList<string> endpoints)
    {
        var specific = resource.Length > 0 ? _patches.Overlay([.. endpoints, resource]) : new OrderedDictionary<string, OrderedDictionary<string, string>>(StringComparer.Ordinal);
        var patches = new Dictionary<string, OrderedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (field, general) in _patches[ScopedRules<string>.General])
        {
            patches[field] = new OrderedDictionary<string, string>(general, StringComparer.Ordinal);
        }

        foreach (var (field, patterns) in specific)
        {
            var merged = patches.GetValueOrDefault(field) ?? (patches[field] = new OrderedDictionary<string, string>(StringComparer.Ordinal));
            foreach (var (pattern, replacement) in patterns)
            {
                merged[pattern] = replacement;
            }
        }

        return patches;
    }

    private OrderedDictionary<string, string> DefaultValuesFor(IReadOnlyList<string> endpoints, IReadOnlyList<string> organisations, string entryDate)
    {
        var values = _defaultValues.Overlay([ScopedRules<string>.General, .. endpoints]);
        if (organisations.Count == 1)
        {
            values["organisation"] = organisations[0];
        }

        if (entryDate.Length > 0)
        {
            values.TryAdd("entry-date", entryDate);
        }

        return values;
    }

    private void LoadColumns()
    {
        foreach (var row in Rows("column.csv"))
        {
            _columns.Add(ScopedRules<string>.ScopeOf(row), ColumnName.Normalise(Needed(row, "column", "pattern")), Needed(row, "field", "value"));
        }
    }

    private void LoadConcats()
    {
        foreach (var row in Rows("concat.csv", "field", "fields", "separator"))
        {
            var rule = new ConcatRule(row["fields"].Split(';'), row["separator"], row["prepend"], row["append"]);
            _concats.Add(ScopedRules<ConcatRule>.ScopeOf(row), row["field"], rule);
        }
    }

    private void LoadFilters()
    {
        foreach (var row in Rows("filter.csv", "field", "pattern"))
        {
            _filters.Add(ScopedRules<string>.ScopeOf(row), row["field"], row["pattern"]);
        }
    }

    private void LoadSkips()
    {
        foreach (var row in Rows("skip.csv", "pattern"))
        {
            _skips.Add(ScopedRules<bool>.ScopeOf(row), row["pattern"], true);
        }
    }

    private void LoadPatches()
    {
        foreach (var row in Rows("patch.csv", "value"))
        {
            var scope = ScopedRules<string>.ScopeOf(row);
            if (!_patches[scope].TryGetValue(row["field"], out var patterns))
            {
                _patches.Add(scope, row["field"], patterns = new OrderedDictionary<string, string>(StringComparer.Ordinal));
            }

            patterns[row["pattern"]] = row["value"];
        }
    }

    private void LoadDefaults()
    {
        foreach (var row in Rows("default.csv", "field", "default-field"))
        {
            _defaultFields.Add(ScopedRules<string>.ScopeOf(row), row["field"], row["default-field"]);
        }

        foreach (var row in Rows("default-value.csv", "field", "value"))
        {
            _defaultValues.Add(ScopedRules<string>.EndpointScopeOf(row), row["field"], row["value"]);
        }
    }

    private void LoadCombines()
    {
        foreach (var row in Rows("combine.csv", "field", "separator"))
        {
            _combines.Add(ScopedRules<string>.EndpointScopeOf(row), row["field"], row["separator"]);
        }
    }

    /// <summary>A guessed encoding is sometimes wrong; whoever knows the provider's can name it.</summary>
    private void LoadEncodings()
    {
        foreach (var row in Rows("convert.csv"))
        {
            if (EncodingOf(row) is { Length: > 0 } encoding)
            {
                _encodings.Add(ScopedRules<string>.ScopeOf(row), EncodingKey, encoding);
            }
        }
    }

    private static string? EncodingOf(CsvTableRow row)
    {
        try
        {
            return row["parameters"].Length == 0 ? null : JsonNode.Parse(row["parameters"])?[EncodingKey]?.GetValue<string>();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the parameters '{row["parameters"]}' are not a JSON object of texts.", error);
        }
    }

    private void LoadMigrations()
    {
        foreach (var row in Rows("transform.csv", "replacement-field", "field"))
        {
            var replacement = row["replacement-field"];
            if (replacement.Length > 0 && !_migrations.TryAdd(replacement, row["field"]))
            {
                throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: '{replacement}' is the replacement-field of two fields.");
            }
        }
    }

    /// <param name="file">A file of the folder.</param>
    /// <param name="needed">Columns without which its rows say nothing.</param>
    private IEnumerable<CsvTableRow> Rows(string file, params string[] needed)
    {
        foreach (var row in (CsvTable.ReadIfPresent(Path.Combine(Directory, file))?.Rows ?? []).Where(IsForDataset))
        {
            if (Array.Find(needed, column => !row.Table.HasColumn(column)) is { } missing)
            {
                throw new RunFailedException($"{row.Table.Path} has no column '{missing}'.");
            }

            yield return row;
        }
    }

    private bool IsForDataset(CsvTableRow row) => row.FirstOf("dataset", "pipeline") is var dataset && (dataset.Length == 0 || dataset == _dataset);

    /// <summary>A cell that may be blank only in a file that still has the column's legacy name.</summary>
    private static string Needed(CsvTableRow row, string column, string legacy) => row.FirstOf(column, legacy) is { Length: > 0 } value ? value
        : row.Table.HasColumn(legacy) ? ""
        : throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the {column} is blank.");
}
