using System.CommandLine;
using DigitalLand.Cli.Commands;
using DigitalLand.Cli.Commands.Runs;
using DigitalLand.Cli.Commands.Workflows;

namespace DigitalLand.Cli;

/// <summary>The table of verbs: the whole night first, then its steps in their order; each is one file in Commands/.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(GroupOptions group, Surroundings surroundings) =>
    [
        UpCommand.Create(surroundings),
        SetupCommand.Create(surroundings),
        RunsCommand.Create(surroundings),
        LogsCommand.Create(surroundings),
        TriggerCommand.Create(surroundings),
        RetryCommand.Create(surroundings),
        CancelCommand.Create(surroundings),
        BackfillCommand.Create(surroundings),
        DoctorCommand.Create(surroundings),
        WorkerCommand.Create(surroundings),
        WorkflowsCommand.Create(group, surroundings),
        FetchCommand.Create(surroundings),
        CollectCommand.Create(surroundings),
        PlanCommand.Create(group, surroundings),
        CollectionSaveCsvCommand.Create(surroundings),
        CollectionListResourcesCommand.Create(surroundings),
        CollectionPipelineMakerulesCommand.Create(group, surroundings),
        CollectionAddSourceCommand.Create(surroundings),
        AddEndpointCommand.Create(group, surroundings),
        AddEndpointsAndLookupsCommand.Create(group, surroundings),
        AddDataCommand.Create(group, surroundings),
        AssignEntitiesCommand.Create(group, surroundings),
        RetireEndpointsAndSourcesCommand.Create(surroundings),
        AddRedirectionsCommand.Create(group, surroundings),
        OperationalIssueSaveCsvCommand.Create(group),
        SaveStateCommand.Create(surroundings),
        CheckStateCommand.Create(surroundings),
        ArchiveCommand.Create(surroundings),
        ConfigCreateCommand.Create(),
        ConfigLoadCommand.Create(group),
        BatchesCommand.Create(surroundings),
        TransformCommand.Create(surroundings),
        AssembleCommand.Create(surroundings),
        HookCommand.Create(surroundings),
        PipelineCommand.Create(group, surroundings),
        ConvertCommand.Create(surroundings),
        DatasetCreateCommand.Create(group, surroundings),
        DatasetUpdateCommand.Create(group, surroundings),
        DatasetEntriesCommand.Create(),
        DatasetEntriesFlattenedCommand.Create(group, surroundings),
        ExpectCommand.Create(group, surroundings),
        ExpectationsDatasetCheckpointCommand.Create(surroundings),
        ExpectationsCsvCheckpointCommand.Create(surroundings),
        OrganisationCreateCommand.Create(surroundings),
        OrganisationCheckCommand.Create(surroundings),
        PublishCommand.Create(group, surroundings),
        RollbackCommand.Create(surroundings),
        ExplainCommand.Create(group, surroundings),
        TraceCommand.Create(group, surroundings),
        BuildCommand.Create(group, surroundings),
    ];
}
