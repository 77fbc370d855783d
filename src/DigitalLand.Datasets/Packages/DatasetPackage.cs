using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Packages;

/// <summary>
/// The package of one dataset: its tables in the order in which they are made, and the columns that are indexed once they are
/// full (the reference's <c>DatasetPackage</c>).
/// </summary>
public sealed class DatasetPackage
{
    private static readonly string[] Schemas =
        ["dataset-resource", "column-field", "issue", "entity", "old-entity", "fact", "fact-resource"];

    private readonly Dictionary<string, PackageTable> _tables;

    public DatasetPackage(Specification specification)
    {
        Tables = [.. Schemas.Select(schema => PackageTable.Of(specification, schema, Schemas))];
        _tables = Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<PackageTable> Tables { get; }

    public PackageTable DatasetResource => _tables["dataset_resource"];

    public PackageTable ColumnField => _tables["column_field"];

    public PackageTable Issue => _tables["issue"];

    public PackageTable Entity => _tables["entity"];

    public PackageTable OldEntity => _tables["old_entity"];

    public PackageTable Fact => _tables["fact"];

    public PackageTable FactResource => _tables["fact_resource"];

    /// <summary>One index a column; made after loading, because sorting once is cheaper than keeping order row by row.</summary>
    public static IReadOnlyList<(string Table, string Column)> Indexes { get; } =
    [
        ("old_entity", "entity"),
        ("old_entity", "old_entity"),
        ("old_entity", "status"),
        ("fact", "entity"),
        ("fact_resource", "fact"),
        ("fact_resource", "resource"),
        ("column_field", "dataset"),
        ("column_field", "resource"),
        ("column_field", "column"),
        ("column_field", "field"),
        ("issue", "resource"),
        ("issue", "dataset"),
        ("issue", "field"),
        ("dataset_resource", "resource"),
    ];
}
