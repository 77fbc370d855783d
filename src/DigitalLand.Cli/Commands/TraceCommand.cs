using System.CommandLine;
using System.Globalization;
using DigitalLand.Cli.Answers;
using DigitalLand.Cli.Explain;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>What became of a line of a provider's file.</summary>
internal static class TraceCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var line = new Argument<string>("resource:line") { Description = "The resource's hash and the number of the record in it, the header being 1, as issues name it." };
        var options = new ProvenanceOptions();
        var command = new Command("trace", "Say what became of a line of a resource: entry, facts, entities, issues, or where it was left out.") { line, options.Dataset, options.Directory, options.AsJson };
        command.SetAction((result, cancel) =>
        {
            if (result.GetRequiredValue(line).Split(':') is not [{ Length: > 0 } resource, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                throw new WrongUseException("Write the resource's hash, a colon, and the number of the line: trace 3f2a...:17.");
            }

            var dataset = result.GetValue(options.Dataset) ?? result.GetValue(group.Dataset);
            var answer = LineTrace.Of(options.Open(result, group, surroundings.Clock), resource, number, dataset, cancel);
            options.Say(result, answer, ProvenanceJson.Named.IReadOnlyListLineTrace, answer.SelectMany(ExplainTalk.Of), surroundings.Out);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
