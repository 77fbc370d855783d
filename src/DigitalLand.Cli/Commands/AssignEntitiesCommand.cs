using System.CommandLine;
using DigitalLand.Cli.Editing;
using DigitalLand.Collection.Edit;

namespace DigitalLand.Cli.Commands;

/// <summary>Gives entities to the references of a resource that have none.</summary>
internal static class AssignEntitiesCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var resource = new Argument<string>("resource-path") { Description = "The resource." };
        var endpoints = new Argument<string>("endpoints") { Description = "The hashes of the endpoints that serve it, parted by spaces." };
        var collection = new Argument<string>("collection-name") { Description = "The collection; accepted for the reference's callers." };
        var dataset = new Argument<string>("dataset") { Description = "The dataset whose numbers are given out." };
        var organisation = new Argument<string>("organisation") { Description = "Who provides the resource, such as local-authority:DNC." };
        var configuration = new ConfigurationOptions(group);
        var edit = new EditOptions(surroundings);
        var command = new Command("assign-entities", "Give entities to the references of a resource that have none, in lookup.csv.") { resource, endpoints, collection, dataset, organisation };
        configuration.AddTo(command);
        edit.AddTo(command);
        command.SetAction((result, cancel) =>
        {
            var workbench = configuration.Workbench(result, surroundings.Clock);
            var pipeline = configuration.Pipeline(result);
            var name = result.GetRequiredValue(dataset);
            var references = workbench.FindNewReferences(
                pipeline, name, Arguments.ExistingFile(result.GetRequiredValue(resource)), Arguments.Words(result.GetValue(endpoints)), [result.GetRequiredValue(organisation)], cancel);
            var lookups = LookupEdit.Open(pipeline);
            var isComplete = Workbench.Say(name, lookups.Assign(workbench.Specification.Dataset(name), references), surroundings.Error);
            edit.Finish(result, [lookups.File]);
            return Task.FromResult(isComplete ? ExitCode.Ok : ExitCode.DataProblems);
        });
        return command;
    }
}
