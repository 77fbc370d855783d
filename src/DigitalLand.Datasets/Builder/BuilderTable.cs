using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>A list field of a table: its items go to a table of pairs.</summary>
/// <param name="Field">The field that holds the list: <c>pipelines</c>.</param>
/// <param name="Table">The table of pairs, key first: <c>source_pipeline (source, pipeline)</c>.</param>
internal sealed record ListTable(string Field, PackageTable Table);

/// <summary>
/// A table of the digital-land database as the specification's schema has it: each field with cardinality <c>n</c> is taken out and
/// becomes a table of its own (the reference's <c>SqlitePackage.get_table_fields</c>).
/// </summary>
internal sealed class BuilderTable
{
    /// <summary>Lists that stay text in their table.</summary>
    private static readonly HashSet<(string Schema, string Field)> Whole =
    [
        ("concat", "fields"),
        ("convert", "parameters"),
        ("endpoint", "parameters"),
        ("expect", "datasets"),
        ("expect", "organisations"),
        ("expect", "parameters"),
        ("expectation", "parameters"),
        ("organisation", "organisations"),
    ];

    private BuilderTable(string schema, PackageTable table, IReadOnlyList<ListTable> lists)
    {
        Schema = schema;
        Table = table;
        Lists = lists;
    }

    /// <summary>The name in kebab case, also that of the file that fills it.</summary>
    public string Schema { get; }

    public PackageTable Table { get; }

    public IReadOnlyList<ListTable> Lists { get; }

    /// <exception cref="RunFailedException">The specification does not describe the schema.</exception>
    public static BuilderTable Of(Specification specification, string schema, IReadOnlyCollection<string> package)
    {
        var fields = specification.SchemaFields(schema)
            .Where(name => !name.EndsWith("-geom", StringComparison.Ordinal))
            .Select(name => Field(specification, schema, name))
            .ToList();
        if (fields.Count == 0)
        {
            throw new RunFailedException($"The specification has no fields of the schema '{schema}' (schema-field.csv), so the digital-land database cannot have its table.");
        }

        var lists = fields.Where(field => IsList(schema, field)).ToList();
        return new BuilderTable(
            schema,
            PackageTable.Of(schema, [.. fields.Except(lists).Select(PackageColumn.Of)], package),
            [.. lists.Select(list => new ListTable(list.Name, Pairs(specification, schema, list, package)))]);
    }

    private static bool IsList(string schema, FieldSpecification field) => field.Cardinality == "n" && !Whole.Contains((schema, field.Name));

    private static PackageTable Pairs(Specification specification, string schema, FieldSpecification list, IReadOnlyCollection<string> package)
    {
        PackageColumn[] columns = [PackageColumn.Of(Field(specification, schema, schema)), PackageColumn.Of(Field(specification, schema, list.ParentField))];
        return PackageTable.Of($"{schema}_{list.ParentField}", columns, package, unique: true);
    }

    private static FieldSpecification Field(Specification specification, string schema, string name) => specification.FindField(name)
        ?? throw new RunFailedException($"The field '{name}' of the schema '{schema}' is not in the specification's field.csv.");
}
