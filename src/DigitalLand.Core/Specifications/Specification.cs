using System.Collections.Frozen;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Core.Specifications;

/// <summary>
/// The data model of data models: which datasets there are, which fields they have, and what a field's values are. Read from a
/// folder of CSV files that other people keep; nothing in it is ours to change.
/// </summary>
public sealed class Specification
{
    /// <summary>Without these a folder is not a specification; each command that needs one refuses to start.</summary>
    private static readonly string[] Required =
    [
        "dataset.csv", "schema.csv", "dataset-schema.csv", "datatype.csv", "field.csv", "schema-field.csv",
        "typology.csv", "pipeline.csv", "dataset-field.csv", "licence.csv", "provision-rule.csv",
    ];

    private readonly FrozenDictionary<string, DatasetSpecification> _datasets;
    private readonly FrozenDictionary<string, FieldSpecification> _fields;
    private readonly FrozenDictionary<string, string[]> _schemaFields;
    private readonly FrozenDictionary<string, string> _pipelineSchemas;
    private readonly ILookup<string, string> _datasetSchemas;
    private readonly ILookup<string, (string Field, string FieldDataset)> _datasetFields;

    private Specification(string directory)
    {
        Directory = directory;
        _datasets = ReadDatasets(directory);
        _fields = ReadFields(directory);
        _schemaFields = Table("schema-field.csv").Rows
            .GroupBy(row => row["schema"], row => row["field"], StringComparer.Ordinal)
            .ToFrozenDictionary(schema => schema.Key, schema => schema.ToArray(), StringComparer.Ordinal);
        _pipelineSchemas = LastWins(Table("pipeline.csv").Rows, row => row["pipeline"], row => row["schema"]);
        _datasetSchemas = Table("dataset-schema.csv").Rows.ToLookup(row => row["dataset"], row => row["schema"], StringComparer.Ordinal);
        _datasetFields = Table("dataset-field.csv").Rows.ToLookup(row => row["dataset"], row => (row["field"], row["field-dataset"]), StringComparer.Ordinal);
        OpenDigitalPlanningDatasets = Table("provision-rule.csv").Rows
            .Where(row => row["project"] == "open-digital-planning")
            .Select(row => row["specification"])
            .ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The folder that the specification was read from.</summary>
    public string Directory { get; }

    /// <summary>
    /// Datasets whose missing associated entities are worth an issue: the <c>specification</c> column of the provision rules of the
    /// project open-digital-planning.
    /// </summary>
    public FrozenSet<string> OpenDigitalPlanningDatasets { get; }

    public IEnumerable<DatasetSpecification> Datasets => _datasets.Values;

    /// <summary>Reads a specification folder.</summary>
    /// <exception cref="WrongUseException">The folder or one of the files that it must hold is missing.</exception>
    public static Specification Load(string directory)
    {
        if (!System.IO.Directory.Exists(directory))
        {
            throw new WrongUseException($"There is no specification folder '{directory}'. Name it with --specification-dir.");
        }

        foreach (var file in Required)
        {
            if (!File.Exists(Path.Combine(directory, file)))
            {
                throw new WrongUseException($"'{directory}' is not a specification folder: it has no {file}.");
            }
        }

        return new Specification(directory);
    }

    /// <summary>What dataset.csv says of a dataset.</summary>
    /// <exception cref="WrongUseException">The dataset is not in the specification.</exception>
    public DatasetSpecification Dataset(string name) => _datasets.TryGetValue(name, out var dataset)
        ? dataset
        : throw new WrongUseException($"There is no dataset '{name}' in {Path.Combine(Directory, "dataset.csv")}.");

    /// <summary>What field.csv says of a field, or null where it does not know it.</summary>
    public FieldSpecification? FindField(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The schema that a dataset's pipeline writes.</summary>
    /// <exception cref="WrongUseException">pipeline.csv does not list the dataset.</exception>
    public string SchemaOf(string dataset) => _pipelineSchemas.TryGetValue(dataset, out var schema)
        ? schema
        : throw new WrongUseException($"There is no dataset '{dataset}' in {Path.Combine(Directory, "pipeline.csv")}.");

    /// <summary>Every schema that a dataset has rows of, in the order of dataset-schema.csv.</summary>
    public IEnumerable<string> SchemasOf(string dataset) => _datasetSchemas[dataset];

    /// <summary>A schema's fields in the order of schema-field.csv, ended ones too; empty for a schema without fields.</summary>
    public IReadOnlyList<string> SchemaFields(string schema) => _schemaFields.GetValueOrDefault(schema, []);

    /// <summary>The fields of a schema that have not ended by <paramref name="today"/>, and <c>entity</c>, in code point order.</summary>
    public IReadOnlyList<string> CurrentFields(string schema, DateOnly today)
    {
        var day = today.ToString("yyyy-MM-dd");
        var current = new SortedSet<string>(CodePointComparer.Instance) { "entity" };
        foreach (var name in SchemaFields(schema))
        {
            var field = FindField(name) ?? throw new WrongUseException($"The field '{name}' of the schema '{schema}' is not in {Path.Combine(Directory, "field.csv")}.");
            if (field.EndDate.Length == 0 || CodePointComparer.Instance.Compare(field.EndDate, day) > 0)
            {
                current.Add(name);
            }
        }

        return [.. current];
    }

    /// <summary>The columns of a transformed file: the current fields of the schemas <c>fact</c> and <c>fact-resource</c> together.</summary>
    public IReadOnlyList<string> FactorFields(DateOnly today) =>
        [.. CurrentFields("fact", today).Union(CurrentFields("fact-resource", today), StringComparer.Ordinal).Order(CodePointComparer.Instance)];

    /// <summary>
    /// The typology of a field: its topmost parent's, found by walking up parent-field until a field is its own parent.
    /// </summary>
    /// <exception cref="RunFailedException">The field is unknown or its parents form a circle.</exception>
    public string TypologyOf(string field)
    {
        var name = field;
        for (var steps = 0; steps <= _fields.Count; steps++)
        {
            var current = FindField(name) ?? throw new RunFailedException($"The field '{name}' is not in {Path.Combine(Directory, "field.csv")}, so '{field}' has no typology.");
            if (current.ParentField == name)
            {
                return current.Typology;
            }

            name = current.ParentField;
        }

        throw new RunFailedException($"The parents of the field '{field}' form a circle in {Path.Combine(Directory, "field.csv")}.");
    }

    /// <summary>The fields of a dataset whose values come from a list, each with the dataset that holds the list.</summary>
    public IEnumerable<(string Field, string FieldDataset)> CategoryFields(string dataset) =>
        from pair in _datasetFields[dataset]
        where FindField(pair.Field)?.Typology == "category"
        select (pair.Field, pair.FieldDataset.Length > 0 ? pair.FieldDataset : pair.Field);

    private static FrozenDictionary<string, DatasetSpecification> ReadDatasets(string directory) => LastWins(
        CsvTable.Read(Path.Combine(directory, "dataset.csv")).Rows,
        row => row["dataset"],
        row => new DatasetSpecification(
            row["dataset"],
            row["prefix"] is { Length: > 0 } prefix ? prefix : row["dataset"],
            row["typology"],
            row["collection"],
            row["entity-minimum"],
            row["entity-maximum"]));

    private static FrozenDictionary<string, FieldSpecification> ReadFields(string directory) => LastWins(
        CsvTable.Read(Path.Combine(directory, "field.csv")).Rows,
        row => row["field"],
        row => new FieldSpecification(row["field"], row["datatype"], row["typology"], row["parent-field"], row["cardinality"], row["end-date"], row["prefix"]));

    private static FrozenDictionary<string, T> LastWins<T>(IEnumerable<CsvTableRow> rows, Func<CsvTableRow, string> key, Func<CsvTableRow, T> value)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            entries[key(row)] = value(row);
        }

        return entries.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private CsvTable Table(string file) => CsvTable.Read(Path.Combine(Directory, file));
}
