using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>
/// Chooses the rows that a check of ranges looks at: an object of columns and what they must be (all of them), or a list of such objects (any of them). What a
/// column must be is a value, or an object of <c>op</c> (<c>=</c>, <c>!=</c>, <c>in</c>, <c>not in</c>) and <c>value</c>. A blank cell is neither like nor unlike a value.
/// </summary>
internal static class LookupRules
{
    /// <summary>The condition; <c>true</c> where the rule has none.</summary>
    public static string Condition(CsvSource source, ExpectationParameters parameters)
    {
        var rules = parameters.Members.GetValueOrDefault("rules");
        var members = rules as OrderedDictionary<string, object?>;
        if (rules is not null && members is null)
        {
            throw parameters.Refusal("has 'rules' that are not an object");
        }

        var groups = members?.GetValueOrDefault("lookup_rules") switch
        {
            null => [],
            OrderedDictionary<string, object?> group => [group],
            List<object?> list => list,
            _ => throw parameters.Refusal("has 'lookup_rules' that are neither an object nor a list of objects"),
        };
        return groups.Count == 0 ? "true" : $"({string.Join(" OR ", groups.Select(group => Group(source, parameters, group)))})";
    }

    private static string Group(CsvSource source, ExpectationParameters parameters, object? group) =>
        group is OrderedDictionary<string, object?> { Count: > 0 } fields
            ? $"({string.Join(" AND ", fields.Select(field => Field(parameters, source.Column(parameters, field.Key), field.Value)))})"
            : throw parameters.Refusal("has 'lookup_rules' of which one is not an object with columns");

    private static string Field(ExpectationParameters parameters, string column, object? specification)
    {
        if (specification is not OrderedDictionary<string, object?> condition)
        {
            return $"{column} = {Literal(specification)}";
        }

        var op = PythonRepr.Str(condition.GetValueOrDefault("op") ?? condition.GetValueOrDefault("operation") ?? "").Trim().ToLowerInvariant();
        var value = condition.GetValueOrDefault("value");
        return op switch
        {
            "=" or "==" => $"{column} = {Literal(value)}",
            "!=" or "<>" => $"{column} != {Literal(value)}",
            "in" or "not in" when value is List<object?> { Count: > 0 } items => $"{column} {op} ({string.Join(", ", items.Select(Literal))})",
            "in" or "not in" => throw parameters.Refusal($"has 'lookup_rules' with '{op}' and no list of values"),
            _ => throw parameters.Refusal($"has 'lookup_rules' with the op '{op}', which is none of =, !=, in, not in"),
        };
    }

    private static string Literal(object? value) => Sql.Literal(PythonRepr.Str(value).Trim());
}
