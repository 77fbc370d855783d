namespace DigitalLand.Core.Logs;

/// <summary>Which column of a resource became which field, in the order in which the columns were mapped.</summary>
public sealed class ColumnFieldLog(string dataset, string resource)
{
    public static readonly string[] Columns = ["dataset", "resource", "column", "field"];

    private readonly List<(string Column, string Field)> _mappings = [];

    public IReadOnlyList<(string Column, string Field)> Mappings => _mappings;

    public void Add(string column, string field) => _mappings.Add((column, field));

    public void Save(string path) =>
        Files.AtomicFile.WriteCsv(path, Columns, _mappings.Select(mapping => new[] { dataset, resource, mapping.Column, mapping.Field }));
}
