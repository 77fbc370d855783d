using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The columns of a transformed file that the tables fact and fact_resource need, beside <c>entity</c>: the fields of both schemas
/// of the specification, whose order is data.
/// </summary>
internal sealed class FactColumns
{
    /// <summary>What <see cref="SourceOf"/> says of a column that is not pooled.</summary>
    public const int Entity = -1, Fact = -2, Value = -3;

    public FactColumns(Specification specification)
    {
        Pooled = [.. specification.SchemaFields("fact")
            .Union(specification.SchemaFields("fact-resource"), StringComparer.Ordinal)
            .Union(["field", "priority", "entry-date", "entry-number", "resource"], StringComparer.Ordinal)
            .Where(field => field is not ("entity" or "fact" or "value") && !field.EndsWith("-geom", StringComparison.Ordinal))];
        IsInteger = [.. Pooled.Select(field => specification.FindField(field)?.Datatype == "integer")];
        Field = SourceOf("field");
        Priority = SourceOf("priority");
        EntryDate = SourceOf("entry-date");
        EntryNumber = SourceOf("entry-number");
        Resource = SourceOf("resource");
    }

    /// <summary>The columns whose texts repeat, which is all but the fact and its value.</summary>
    public string[] Pooled { get; }

    /// <summary>Which of the pooled columns are stored as numbers, although they are compared as text.</summary>
    public bool[] IsInteger { get; }

    public int Field { get; }

    public int Priority { get; }

    public int EntryDate { get; }

    public int EntryNumber { get; }

    public int Resource { get; }

    /// <summary>Where a row has a field: the position of a pooled column, <see cref="Entity"/>, <see cref="Fact"/> or <see cref="Value"/>.</summary>
    public int SourceOf(string field) => field switch
    {
        "entity" => Entity,
        "fact" => Fact,
        "value" => Value,
        _ => Array.IndexOf(Pooled, field),
    };
}
