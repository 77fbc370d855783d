namespace DigitalLand.Collection.Collect;

/// <summary>
/// What a server puts into the same data anew at every request: the time of its answer. It is taken out of JSON and XML before
/// the content is hashed, so that unchanged data stays one resource. A port of the reference's
/// <c>strip_variable_content</c>: four replacements one after the other, each over the whole outcome of the one before. The last
/// one removes a comma before a closing brace wherever it stands, inside text too; hashes have been made so for years.
/// </summary>
internal sealed class VariableContent : IDisposable
{
    private const string WhiteSpace = " \t\n\r\f\v";

    private static readonly string[] Types = ["application/json", "application/geo+json", "application/xml"];

    /// <summary>In the order in which they are applied.</summary>
    private static readonly BytePattern[] Patterns =
    [
        new BytePattern("\"timeStamp\"").AnyOf(WhiteSpace).Then(":").AnyOf(WhiteSpace).Then("\"").NoneOf("\"").Then("\"").AnyOf(WhiteSpace).Perhaps(","),
        new BytePattern("timeStamp=\"").NoneOf("\"").Then("\" "),
        new BytePattern("\"timeStamp\":\"").NoneOf("\"").Then("\","),
        new BytePattern(",", replacement: "}").AnyOf(WhiteSpace).Then("}"),
    ];

    private readonly ReplacingStream[] _steps;

    /// <param name="output">Gets the content without what varies; not disposed.</param>
    public VariableContent(Stream output)
    {
        _steps = new ReplacingStream[Patterns.Length];
        for (var i = Patterns.Length - 1; i >= 0; i--)
        {
            _steps[i] = new ReplacingStream(Patterns[i], i + 1 < Patterns.Length ? _steps[i + 1] : output);
        }
    }

    /// <summary>Whether content of this type is treated so; others, <c>text/xml</c> among them, are kept as they come.</summary>
    /// <param name="contentType">The header's value.</param>
    public static bool IsIn(string contentType)
    {
        var type = contentType.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        return Types.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal));
    }

    public void Write(ReadOnlySpan<byte> content) => _steps[0].Write(content);

    /// <summary>Says that the content is whole.</summary>
    public void Complete()
    {
        foreach (var step in _steps)
        {
            step.Complete();
        }
    }

    public void Dispose()
    {
        foreach (var step in _steps)
        {
            step.Dispose();
        }
    }
}
