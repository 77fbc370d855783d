using DigitalLand.Core;

namespace DigitalLand.Datasets.Expectations;

/// <summary>How much a broken expectation matters (the specification's severity.csv), least first.</summary>
public enum Severity
{
    /// <summary>Blank, or a word that is none of the others.</summary>
    Unknown,
    Debug,
    Info,
    Notice,
    Warning,
    Error,
    Critical,
}

/// <summary>From which severity on a broken expectation keeps a dataset from being published.</summary>
/// <param name="Least">The least severity that blocks; null where nothing does.</param>
public sealed record BlockOn(Severity? Least)
{
    /// <summary>What blocks where nobody says otherwise: an expectation is a notice unless someone has decided that it is more.</summary>
    public static BlockOn Default { get; } = new(Severity.Error);

    /// <exception cref="WrongUseException">The word is neither a severity nor <c>none</c>.</exception>
    public static BlockOn Parse(string word) => word == "none" ? new BlockOn((Severity?)null)
        : Severities.Parse(word) is > Severity.Unknown and var severity ? new BlockOn(severity)
        : throw new WrongUseException($"'{word}' is no severity; it takes critical, error, warning, notice, info, debug or none.");

    public bool Blocks(Severity severity) => severity >= Least;

    public override string ToString() => Least?.ToString().ToLowerInvariant() ?? "none";
}

/// <summary>Severities as the configuration spells them.</summary>
public static class Severities
{
    public static Severity Parse(string word) => word switch
    {
        "critical" => Severity.Critical,
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "notice" => Severity.Notice,
        "info" => Severity.Info,
        "debug" => Severity.Debug,
        _ => Severity.Unknown,
    };
}
