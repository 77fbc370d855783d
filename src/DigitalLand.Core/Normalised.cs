namespace DigitalLand.Core;

/// <summary>What was seen while one value was normalised; the place (resource, line, entry) is added by whoever logs it.</summary>
/// <param name="IssueType">A name of the specification's issue-type.csv.</param>
/// <param name="Value">The text that the issue quotes, often but not always the raw value; may be empty.</param>
/// <param name="Message">The sentence for the provider; empty where the issue type says it all.</param>
public readonly record struct ValueIssue(string IssueType, string Value, string Message = "");

/// <summary>
/// The outcome of normalising one value: the value to keep, empty when nothing could be kept, and the issues in the order seen.
/// Normalising is a pure function of the text, so outcomes may be cached.
/// </summary>
public readonly record struct Normalised(string Value, IReadOnlyList<ValueIssue> Issues)
{
    /// <summary>A value that needs no remark.</summary>
    public static Normalised Clean(string value) => new(value, []);

    /// <summary>No value, and the one reason why.</summary>
    public static Normalised Rejected(string issueType, string value, string message = "") => new("", [new ValueIssue(issueType, value, message)]);
}
