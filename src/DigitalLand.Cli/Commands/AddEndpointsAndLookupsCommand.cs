using System.CommandLine;
using DigitalLand.Cli.Editing;
using DigitalLand.Collection.Edit;

namespace DigitalLand.Cli.Commands;

/// <summary>Adds endpoints of a list and gives entities to what they serve.</summary>
internal static class AddEndpointsAndLookupsCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var list = new Argument<string>("csv-path") { Description = "What to add: columns pipelines, organisation, documentation-url, endpoint-url, start-date, licence." };
        var collection = new Argument<string>("collection-name") { Description = "The collection." };
        var allowHost = CollectionOptions.AllowHost();
        var configuration = new ConfigurationOptions(group);
        var edit = new EditOptions(surroundings);
        var command = new Command("add-endpoints-and-lookups", "Add endpoints with their sources, fetch them, and give entities to what they serve.") { list, collection, allowHost };
        configuration.AddTo(command);
        edit.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var workbench = configuration.Workbench(result, surroundings.Clock);
            var rows = ImportList.Read(result.GetRequiredValue(list));
            rows.Check(workbench.Specification);
            using var import = new EndpointImport(workbench, configuration.Collection(result), configuration.Pipeline(result), surroundings);
            edit.Finish(result, await import.RunAsync(rows, result.GetRequiredValue(collection), result.Collector(allowHost), cancel).ConfigureAwait(false));
            return import.IsComplete ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }
}
