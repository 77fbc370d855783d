namespace DigitalLand.Core.Configurations;

/// <summary>
/// What the configuration says about one resource, with every question of precedence settled before the first row is read.
/// </summary>
public sealed record ResourceConfiguration
{
    /// <summary>column.csv: normalised column name to field (or <c>IGNORE</c>), in the order in which the rules were found.</summary>
    public required OrderedDictionary<string, string> Columns { get; init; }

    /// <summary>concat.csv: field to what it is made of.</summary>
    public required OrderedDictionary<string, ConcatRule> Concats { get; init; }

    /// <summary>filter.csv rules that see the raw columns: the general ones and the resource's.</summary>
    public required OrderedDictionary<string, string> ColumnFilters { get; init; }

    /// <summary>filter.csv rules that see the mapped fields: the endpoints' too.</summary>
    public required OrderedDictionary<string, string> FieldFilters { get; init; }

    /// <summary>skip.csv: a line that one of these patterns matches at its start is left out.</summary>
    public required IReadOnlyList<string> Skips { get; init; }

    /// <summary>patch.csv: field (blank for every field) to patterns, in the order in which they are tried, each with its replacement.</summary>
    public required IReadOnlyDictionary<string, OrderedDictionary<string, string>> Patches { get; init; }

    /// <summary>default.csv: blank field to the field whose value it takes.</summary>
    public required OrderedDictionary<string, string> DefaultFields { get; init; }

    /// <summary>default-value.csv, with the organisation and entry-date of the run: blank field to its value.</summary>
    public required OrderedDictionary<string, string> DefaultValues { get; init; }

    /// <summary>combine.csv: field to the separator that joins its values of one entity.</summary>
    public required OrderedDictionary<string, string> Combines { get; init; }

    /// <summary>The encoding that convert.csv names for the text (<c>{"encoding": "cp1252"}</c> in its parameters); blank to find it out.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>The organisations that provide the resource; more than one makes each row look for an entity of each.</summary>
    public required IReadOnlyList<string> Providers { get; init; }
}
