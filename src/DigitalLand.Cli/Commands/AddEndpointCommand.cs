using System.CommandLine;
using DigitalLand.Cli.Editing;
using DigitalLand.Collection.Edit;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Adds one endpoint and gives entities to what it serves: <c>add-endpoints-and-lookups</c> without a list.</summary>
internal static class AddEndpointCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var collection = new Argument<string>("collection-name") { Description = "The collection." };
        var url = new Argument<string>("endpoint-url") { Description = "The URL, exactly as it is to be asked for." };
        Option<string>[] columns =
        [
            Column("organisation", "Who publishes it, such as local-authority:DNC."),
            Column("pipelines", "The datasets to make from it, parted by semicolons."),
            Column("documentation-url", "The page that describes it."),
            Column("licence", "One of the specification's licences, such as ogl3."),
            Column("start-date", "Since when it is published, such as 2024-05-01."),
            Column("plugin", "How to fetch it: arcgis, wfs, sparql, or nothing for a plain request."),
            Column("parameters", "A JSON object for the plugin."),
            Column("attribution", "Who is to be named."),
        ];
        var allowHost = CollectionOptions.AllowHost();
        var configuration = new ConfigurationOptions(group);
        var edit = new EditOptions(surroundings);
        var command = new Command("add-endpoint", "Add one endpoint with its source, fetch it, and give entities to what it serves.") { collection, url, allowHost };
        Array.ForEach(columns, command.Options.Add);
        configuration.AddTo(command);
        edit.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var workbench = configuration.Workbench(result, surroundings.Clock);
            var name = result.GetRequiredValue(collection);
            var fields = columns.ToDictionary(column => column.Name.TrimStart('-'), column => result.GetValue(column)!, StringComparer.Ordinal);
            fields["endpoint-url"] = result.GetRequiredValue(url);
            var rows = ImportList.Of(fields);
            rows.Check(workbench.Specification, workbench.Organisations, name, surroundings.Clock.Today());
            using var import = new EndpointImport(workbench, configuration.Collection(result), configuration.Pipeline(result), surroundings);
            edit.Finish(result, await import.RunAsync(rows, name, result.Collector(allowHost), cancel).ConfigureAwait(false));
            return import.IsComplete ? ExitCode.Ok : ExitCode.DataProblems;
        });
        return command;
    }

    private static Option<string> Column(string name, string description) => Arguments.Text("--" + name, "", description);
}
