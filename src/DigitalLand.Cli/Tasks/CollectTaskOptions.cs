using System.CommandLine;
using DigitalLand.Cli.Commands;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Cli.Tasks;

/// <summary>What makes the verb collect a task of a workflow: a collection's name, in whose folder everything lies that the task needs and leaves.</summary>
internal sealed class CollectTaskOptions
{
    private readonly Option<string?> _collection = new("--collection")
    {
        Description = "Collect the folder of this name, then bring its lists and state.json up to date. Other folders of the collection need not be named then.",
    };

    private readonly Option<string> _archive = TaskArchive.Option();
    private readonly Option<string> _directory = TaskOptions.Directory();
    private readonly Option<string> _regenerate = TaskOptions.Flag("--regenerate-log-override", "Make log.csv again from every JSON log.", "REGENERATE_LOG_OVERRIDE");
    private readonly Option<string> _transferAll = TaskOptions.Flag("--incremental-loading-override", "Say in the state that every resource is to be transferred.", "INCREMENTAL_LOADING_OVERRIDE");
    private readonly Option<string> _reprocess = TaskOptions.Flag("--reprocess", "List every resource in the state, up to date or not.", "REPROCESS");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _collection, _directory, _archive, _regenerate, _transferAll, _reprocess })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the verb is to be the task: without a collection's name it is the plain verb, which does not look at the environment.</summary>
    public bool IsTask(ParseResult result) => !string.IsNullOrEmpty(result.GetValue(_collection));

    public async Task<CollectOutcome> RunAsync(
        ParseResult result, Surroundings surroundings, Option<string[]> allowHost, Option<string> refill, IProgress<CollectProgress>? progress, CancellationToken cancel)
    {
        var (night, folder) = TaskOptions.Folders(result.GetRequiredValue(_directory), result.GetValue(_collection)!);
        using var archive = TaskArchive.Open(result.GetRequiredValue(_archive), night, folder);
        var choices = new CollectChoices(result.IsTrue(refill), result.IsSet(_regenerate), result.IsSet(_transferAll), result.IsSet(_reprocess));
        return await new CollectTask(night, folder, archive, surroundings.Clock, result.Collector(allowHost)).RunAsync(choices, progress, cancel);
    }
}
