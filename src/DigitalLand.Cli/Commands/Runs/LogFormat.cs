using System.CommandLine;
using DigitalLand.Core;
using DigitalLand.Orchestration.Logs;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>In which form a process that runs for long says what it does, on standard error.</summary>
internal sealed class LogFormat
{
    /// <summary>Chooses the form for a whole shell or container.</summary>
    public const string Variable = "DIGITAL_LAND_LOG_FORMAT";

    private const string Json = "json";
    private const string Text = "text";

    public Option<string> Option { get; } = Arguments.Text(
        "--log-format", Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } format ? format : Text, $"text, or json for one object a line; also {Variable}.");

    /// <exception cref="WrongUseException">There is no such form.</exception>
    public OperatorLog Open(ParseResult result, string worker, Surroundings surroundings) => result.GetValue(Option) switch
    {
        Json => new JsonLog(surroundings.Error, surroundings.Clock.Running(), worker),
        Text => new TextLog(surroundings.Error),
        var other => throw new WrongUseException($"--log-format is '{other}'; it takes text or json."),
    };
}
