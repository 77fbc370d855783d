using System.CommandLine;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>Prints the JSON schema of a definition, for an editor.</summary>
internal static class WorkflowsSchemaCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("schema", "Print the JSON schema of a definition file, for an editor that checks while you type.");
        command.SetAction(_ =>
        {
            surroundings.Out.Write(WorkflowSchema.Read());
            return ExitCode.Ok;
        });
        return command;
    }
}
