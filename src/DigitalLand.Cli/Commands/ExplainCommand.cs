using System.CommandLine;
using System.Globalization;
using DigitalLand.Cli.Answers;
using DigitalLand.Cli.Explain;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Where a value comes from: down to the line of the provider's file, and what was done to it on the way.</summary>
internal static class ExplainCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var entity = new Argument<string>("entity") { Description = "The entity's number; with a field behind a dot for one value, such as 1202.name." };
        var options = new ProvenanceOptions();
        var command = new Command("explain", "Say where the values of an entity come from: file, line, endpoint, and what each phase and rule did.") { entity, options.Dataset, options.Directory, options.AsJson };
        command.SetAction((result, cancel) =>
        {
            var parts = result.GetRequiredValue(entity).Split('.', 2);
            if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw new WrongUseException($"'{parts[0]}' is not the number of an entity. Write explain 1202 or explain 1202.name.");
            }

            var dataset = result.GetValue(options.Dataset) ?? result.GetValue(group.Dataset);
            var answer = EntityExplanation.Of(options.Open(result, group, surroundings.Clock), number, parts.Length > 1 ? parts[1] : "", dataset, cancel);
            options.Say(result, answer, ProvenanceJson.Named.EntityExplanation, ExplainTalk.Of(answer), surroundings.Out);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
