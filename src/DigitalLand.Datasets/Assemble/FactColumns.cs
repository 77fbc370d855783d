using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The columns of a transformed file that the tables fact and fact_resource need, beside <c>entity</c>: the fields of both schemas
/// of the specification, whose order is data. A row of <see cref="FactRows"/> has one text for each.
/// </summary>
internal sealed class FactColumns
{
    public FactColumns(Specification specification)
    {
        Fields = [.. specification.SchemaFields("fact")
            .Union(specification.SchemaFields("fact-resource"), StringComparer.Ordinal)
            .Union(["fact", "field", "value", "priority", "entry-date", "entry-number", "resource"], StringComparer.Ordinal)
            .Where(field => field != "entity" && !field.EndsWith("-geom", StringComparison.Ordinal))];
        IsInteger = [.. Fields.Select(field => specification.FindField(field)?.Datatype == "integer")];
        Fact = IndexOf("fact");
        Field = IndexOf("field");
        Value = IndexOf("value");
        Priority = IndexOf("priority");
        EntryDate = IndexOf("entry-date");
        EntryNumber = IndexOf("entry-number");
        Resource = IndexOf("resource");
    }

    public string[] Fields { get; }

    /// <summary>Which of the columns are stored as numbers, although they are compared as text.</summary>
    public bool[] IsInteger { get; }

    public int Fact { get; }

    public int Field { get; }

    public int Value { get; }

    public int Priority { get; }

    public int EntryDate { get; }

    public int EntryNumber { get; }

    public int Resource { get; }

    public int IndexOf(string field) => Array.IndexOf(Fields, field);
}
