using System.CommandLine;
using DigitalLand.Cli.Editing;
using DigitalLand.Collection.Edit;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>Adds endpoints step by step, each looked at before it is kept.</summary>
internal static class AddDataCommand
{
    public static Command Create(GroupOptions group, Surroundings surroundings)
    {
        var list = new Argument<string>("csv-path") { Description = "What to add: columns pipelines, organisation, documentation-url, endpoint-url, start-date, licence." };
        var collection = new Argument<string>("collection-name") { Description = "The collection." };
        var cacheDir = Arguments.Text("--cache-dir", "var/cache", "Folder for what is made on the way, in add_data/.");
        var retire = new Option<bool>("--retire") { Description = "With --yes: also end the other endpoints of the same organisation and dataset." };
        var compare = new Option<bool>("--compare") { Description = "Say what would become of the published dataset, value by value, in add_data/dataset/ of the cache." };
        var published = Arguments.Text("--published", PublishedDataset.Address, "With --compare: the address, or the folder, where datasets are published.");
        var allowHost = CollectionOptions.AllowHost();
        var configuration = new ConfigurationOptions(group);
        var edit = new EditOptions(surroundings, asksAlways: true);
        var command = new Command("add-data", "Fetch endpoints, try them with the pipeline, give entities to what they serve, and add them.") { list, collection, cacheDir, retire, compare, published, allowHost };
        configuration.AddTo(command);
        edit.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            var workbench = configuration.Workbench(result, surroundings.Clock);
            var name = result.GetRequiredValue(collection);
            var rows = ImportList.Read(result.GetRequiredValue(list));
            rows.Check(workbench.Specification, workbench.Organisations, name, surroundings.Clock.Today());
            var run = new AddData(
                workbench,
                configuration.Collection(result),
                configuration.Pipeline(result),
                result.GetRequiredValue(cacheDir),
                surroundings,
                question => edit.Ask(result, question),
                result.GetValue(compare) ? result.GetRequiredValue(published) : null,
                edit.IsAnswered(result) ? result.GetValue(retire) : null);
            if (await run.RunAsync(rows, name, result.Collector(allowHost), cancel).ConfigureAwait(false) is { } edits)
            {
                edit.Finish(result, edits);
            }
            else
            {
                await surroundings.Error.WriteLineAsync("Nothing was written.").ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
