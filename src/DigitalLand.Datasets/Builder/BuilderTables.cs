using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Builder;

/// <summary>The tables of the digital-land database in the order in which they are made, by what fills them.</summary>
internal sealed class BuilderTables
{
    /// <summary>Filled from the collections' lists.</summary>
    public static readonly string[] Collection = ["source", "endpoint", "resource", "old-resource", "log"];

    /// <summary>Filled from the specification's files of the same name.</summary>
    public static readonly string[] Specification =
    [
        "award", "collection", "theme", "typology", "dataset", "dataset-field", "field", "fund", "datatype", "prefix", "severity", "issue-type",
        "attribution", "licence", "cohort", "include-exclude", "role", "role-organisation", "role-organisation-rule", "project",
        "project-organisation", "project-status", "provision", "provision-rule", "provision-reason", "quality", "specification",
        "specification-status",
    ];

    /// <summary>Filled from the collections' configuration.</summary>
    public static readonly string[] Pipeline =
        ["column", "combine", "concat", "convert", "default", "default-value", "patch", "skip", "transform", "filter", "lookup"];

    private static readonly string[] Schemas =
        ["organisation", .. Collection, .. Specification, .. Pipeline, "expectation", "issue", "column-field", "converted-resource"];

    private readonly Dictionary<string, BuilderTable> _tables;

    public BuilderTables(Specification specification)
    {
        Tables = [.. Schemas.Select(schema => BuilderTable.Of(specification, schema, Schemas))];
        _tables = Tables.ToDictionary(table => table.Schema, StringComparer.Ordinal);
    }

    public IReadOnlyList<BuilderTable> Tables { get; }

    public BuilderTable this[string schema] => _tables[schema];

    /// <summary>Tables, then the pairs of their lists: the order of the reference's file.</summary>
    public IEnumerable<PackageTable> All => Tables.Select(table => table.Table).Concat(Tables.SelectMany(table => table.Lists).Select(list => list.Table));

    /// <summary>One index a column, made once the tables are full.</summary>
    public static IReadOnlyList<(string Table, string Column)> Indexes { get; } =
    [
        ("source", "endpoint"),
        ("issue", "resource"),
        ("issue", "field"),
        ("issue", "issue_type"),
        ("issue_type", "severity"),
        ("log", "endpoint"),
        ("log", "resource"),
        ("resource_dataset", "resource"),
        ("resource_dataset", "dataset"),
        ("resource_endpoint", "resource"),
        ("resource_endpoint", "endpoint"),
        ("resource_organisation", "resource"),
        ("resource_organisation", "organisation"),
        ("specification_dataset", "specification"),
        ("specification_dataset", "dataset"),
        ("provision", "organisation"),
        ("provision", "dataset"),
        ("provision", "project"),
        ("provision", "cohort"),
        ("provision", "provision_reason"),
    ];
}
