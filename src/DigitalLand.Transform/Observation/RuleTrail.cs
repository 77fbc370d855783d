using System.Globalization;
using DigitalLand.Core.Configurations;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Observation;

/// <summary>
/// Finds the rows of the configuration behind what a phase did: those that are for the resource, speak of the field, and do to the value what
/// was done. What was done is known from the run itself; this only names the rows.
/// </summary>
public sealed class RuleTrail(
    string dataset, string resource, IReadOnlyList<string> endpoints, IReadOnlyList<string> organisations, PipelineConfiguration configuration, Specification specification)
{
    private readonly ResourceConfiguration _settings = configuration.ForResource(resource, endpoints, organisations, "");
    private readonly OldEntities _oldEntities = OldEntities.Load(configuration.Directory);

    /// <summary>transform.csv: a field of today to the older field whose value it takes.</summary>
    public IReadOnlyDictionary<string, string> Migrations => configuration.Migrations;

    /// <summary>The columns or fields that a change was made of beside the one that it names.</summary>
    public IEnumerable<string> PartsOf(PhaseChange change) => change.Phase switch
    {
        "ConcatField" => _settings.Concats.GetValueOrDefault(change.Field)?.Fields ?? [],
        "Default" => _settings.DefaultFields.GetValueOrDefault(change.Field) is { } other ? [other] : [],
        _ => [],
    };

    /// <summary>Why a change was made, in words; rows of the configuration with their file and record.</summary>
    public IEnumerable<string> Of(PhaseChange change, EntryTrail entry, EntryStep before, EntryStep after) => change.Phase switch
    {
        "ConcatField" => Rows("concat.csv", row => row["field"] == change.Field),
        "Map" => Mapping(change),
        "Patch" => Rows("patch.csv", row => (row["field"] == change.Field || row["field"].Length == 0) && DoesPatch(row, change)),
        "Harmonise" => specification.FindField(change.Field) is { } field ? [$"datatype {field.Datatype}"] : [],
        "Default" => Default(change, before),
        "Migrate" => Rows("transform.csv", row => row["replacement-field"] == change.Field && row["field"] == change.From),
        "EntityReference" => change.Field == "prefix" ? [$"prefix of the dataset {dataset}"] : [$"value of the field {dataset}"],
        "EntityLookup" => change.Field == "entity" ? Lookup(change, entry, after) : [],
        "Priority" => Authority(after),
        _ => [],
    };

    /// <summary>Why the values of several entries were joined.</summary>
    public IEnumerable<string> OfCombine(string field) => Rows("combine.csv", row => row["field"] == field);

    /// <summary>Why a phase dropped an entry.</summary>
    public IEnumerable<string> OfDrop(string phase, EntryStep last) => phase switch
    {
        "Filter" => Rows("filter.csv", row => last.Values.ContainsKey(row["field"])),
        "EntityLookup" or "EntityPrune" => [$"no row of lookup.csv gives an entity to {last.Values.GetValueOrDefault("prefix")}:{last.Values.GetValueOrDefault("reference")} of {Named(last.Values.GetValueOrDefault("organisation"))}, or old-entity.csv withdrew it"],
        _ => [],
    };

    /// <summary>Why a line never became an entry: the skip patterns that match it.</summary>
    /// <param name="cells">As normalising left them.</param>
    public IEnumerable<string> OfSkip(IEnumerable<string> cells)
    {
        var joined = string.Join(',', cells);
        return Rows("skip.csv", row => new PythonRegex(row["pattern"]).IsMatch(joined));
    }

    private List<string> Mapping(PhaseChange change)
    {
        var column = change.From.Length > 0 ? change.From : change.Field;
        var named = Rows("column.csv", row => ColumnName.Normalise(row.FirstOf("column", "pattern")) == ColumnName.Normalise(column) && row.FirstOf("field", "value") == change.Field).ToList();
        return named.Count > 0 ? named : ["the column is called like the field"];
    }

    /// <summary>By the phase's own table, of this one row.</summary>
    private static bool DoesPatch(CsvTableRow row, PhaseChange change)
    {
        var patch = new OrderedDictionary<string, string>(StringComparer.Ordinal) { [row["pattern"]] = row["value"] };
        var table = new PatchTable(new Dictionary<string, OrderedDictionary<string, string>>(StringComparer.Ordinal) { [change.Field] = patch });
        return table.Replacing(change.Field)?.Invoke(change.Before ?? "") == change.After;
    }

    private IEnumerable<string> Default(PhaseChange change, EntryStep before)
    {
        if (_settings.DefaultFields.TryGetValue(change.Field, out var other) && before.Values.GetValueOrDefault(other) == change.After)
        {
            return Rows("default.csv", row => row["field"] == change.Field && row["default-field"] == other);
        }

        var rows = Rows("default-value.csv", row => row["field"] == change.Field && row["value"] == change.After).ToList();
        return rows.Count > 0 ? rows : change.Field switch
        {
            "organisation" => ["the only organisation that provides the resource"],
            "entry-date" => ["the day on which the resource was first seen"],
            _ => [],
        };
    }

    private IEnumerable<string> Lookup(PhaseChange change, EntryTrail entry, EntryStep after)
    {
        string Key(string? text) => LookupKey.Normalise(text ?? "");
        var (prefix, reference, organisation) = (Key(after.Values.GetValueOrDefault("prefix")), Key(after.Values.GetValueOrDefault("reference")), OrganisationKey(after.Values.GetValueOrDefault("organisation")));
        bool Finds(CsvTableRow row) =>
            Key(row.FirstOf("prefix", "dataset", "pipeline")) == prefix
            && (row["entry-number"].Length > 0
                ? row["entry-number"] == entry.EntryNumber.ToString(CultureInfo.InvariantCulture)
                : Key(row.FirstOf("reference", "value")) == reference && (row["organisation"].Length == 0 || OrganisationKey(row["organisation"]) == organisation))
            && (row["resource"].Length == 0 || row["resource"] == resource);

        var found = Table("lookup.csv").Where(row => Finds(row) && _oldEntities.Redirect(row["entity"]) == change.After).ToList();
        var redirects = Table("old-entity.csv").Where(row => row["entity"] == change.After && found.Exists(lookup => lookup["entity"] == row["old-entity"]));
        return found.Count > 0
            ? found.Concat(redirects).Select(Describe)
            : Table("lookup-rule.csv").Where(row => Key(row["prefix"]) == prefix).Select(Describe);
    }

    private static string OrganisationKey(string? organisation) => LookupKey.Normalise(Lookups.Organisations.WithoutCountry(organisation ?? ""));

    private IEnumerable<string> Authority(EntryStep after) => long.TryParse(after.Entity, out var entity)
        ? Table("entity-organisation.csv")
            .Where(row => long.TryParse(row["entity-minimum"], out var minimum) && long.TryParse(row["entity-maximum"], out var maximum) && entity >= minimum && entity <= maximum)
            .Select(Describe)
        : [];

    /// <summary>Rows for this dataset and this resource.</summary>
    private IEnumerable<string> Rows(string file, Func<CsvTableRow, bool> wanted) => Table(file)
        .Where(row => row.FirstOf("dataset", "pipeline") is var named && (named.Length == 0 || named == dataset))
        .Where(row => row.FirstOf("resource", "endpoint") is var scope && (scope.Length == 0 || scope == resource || endpoints.Contains(scope)))
        .Where(wanted)
        .Select(Describe);

    private List<CsvTableRow> Table(string file) => CsvTable.ReadIfPresent(Path.Combine(configuration.Directory, file))?.Rows ?? [];

    private static string Describe(CsvTableRow row)
    {
        var cells = row.Table.Header.Select(column => (column, Value: row[column])).Where(cell => cell.Value.Length > 0 && !cell.column.EndsWith("-date", StringComparison.Ordinal)).Select(cell => $"{cell.column}={cell.Value}");
        return $"{Path.GetFileName(row.Table.Path)} record {row.RecordNumber}: {string.Join(", ", cells)}";
    }

    private static string Named(string? organisation) => organisation is { Length: > 0 } ? organisation : "no organisation";
}
