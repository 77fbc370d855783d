using System.CommandLine;

namespace DigitalLand.Cli.Commands.Workflows;

/// <summary>The verbs about definitions of workflows.</summary>
internal static class WorkflowsCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings) => new("workflows", "List, show, check and publish the definitions of workflows.")
    {
        WorkflowsListCommand.Create(group, surroundings),
        WorkflowsShowCommand.Create(group, surroundings),
        WorkflowsValidateCommand.Create(group, surroundings),
        WorkflowsPublishCommand.Create(group, surroundings),
        WorkflowsSchemaCommand.Create(surroundings),
    };
}
