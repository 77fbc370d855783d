using System.CommandLine;

namespace DigitalLand.Cli;

/// <summary>The table of verbs, in the order of a night; each is one file in Commands/.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(GroupOptions group, Surroundings surroundings) =>
    [
        Commands.DatasetCreateCommand.Create(group, surroundings),
        Commands.DatasetEntriesCommand.Create(),
        Commands.DatasetEntriesFlattenedCommand.Create(group, surroundings),
    ];
}
