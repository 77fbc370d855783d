using DigitalLand.Core.Text;

namespace DigitalLand.Datasets.Expectations;

/// <summary>What an operation found.</summary>
/// <param name="Passed">Whether the data is as expected.</param>
/// <param name="Message">One sentence, in the reference's words.</param>
/// <param name="Details">What was counted and which entities or rows it concerns, as a JSON object in the values of <see cref="PythonJson"/>.</param>
public sealed record ExpectationResult(bool Passed, string Message, OrderedDictionary<string, object?> Details)
{
    /// <summary>Said to a person where a result alone could mislead; null where there is nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>What the operation was given beside the rule's parameters; logged with them.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Given { get; init; } = [];

    /// <summary>The expectation could not be checked because somebody else's service did not answer: neither right nor wrong, recorded as failed.</summary>
    public bool IsUnanswered { get; init; }

    public static ExpectationResult Unanswered(string message) => new(Passed: false, message, []) { IsUnanswered = true };
}
