namespace DigitalLand.Datasets.Expectations;

/// <summary>How a count is compared with what is expected.</summary>
internal static class Comparison
{
    private static readonly string[] Rules = ["equals_to", "not_equal_to", "greater_than", "greater_than_or_equal_to", "less_than", "less_than_or_equal_to"];

    /// <exception cref="Core.RunFailedException">The parameter names no rule.</exception>
    public static bool Holds(ExpectationParameters parameters, long actual, string otherwise)
    {
        var expected = parameters.Number("expected");
        return parameters.Text("comparison_rule", otherwise) switch
        {
            "equals_to" => actual == expected,
            "not_equal_to" => actual != expected,
            "greater_than" => actual > expected,
            "greater_than_or_equal_to" => actual >= expected,
            "less_than" => actual < expected,
            "less_than_or_equal_to" => actual <= expected,
            var rule => throw parameters.Refusal($"has the comparison_rule '{rule}', which is none of {string.Join(", ", Rules)}"),
        };
    }
}
