using System.CommandLine;
using DigitalLand.Cli.Commands;

namespace DigitalLand.Cli.Tasks;

/// <summary>What makes the verb collect a task of a workflow: a collection's name, in whose folder everything lies that the task needs and leaves.</summary>
internal sealed class CollectTaskOptions
{
    private readonly Option<string?> _collection = new("--collection")
    {
        Description = "Collect the folder of this name, then bring its lists and state.json up to date. Other folders of the collection need not be named then.",
    };

    private readonly Option<string> _directory = TaskOptions.Directory();
    private readonly Option<string> _regenerate = TaskOptions.Flag("--regenerate-log-override", "Make log.csv again from every JSON log.", "REGENERATE_LOG_OVERRIDE");
    private readonly Option<string> _transferAll = TaskOptions.Flag("--incremental-loading-override", "Say in the state that every resource is to be transferred.", "INCREMENTAL_LOADING_OVERRIDE");
    private readonly Option<string> _reprocess = TaskOptions.Flag("--reprocess", "List every resource in the state, up to date or not.", "REPROCESS");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _collection, _directory, _regenerate, _transferAll, _reprocess })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The task, or null where no collection was named: the plain verb does not look at the environment.</summary>
    public CollectTask? Of(ParseResult result, Surroundings surroundings, Option<string[]> allowHost)
    {
        if (result.GetValue(_collection) is not { Length: > 0 } name)
        {
            return null;
        }

        var (night, folder) = TaskOptions.Folders(result.GetRequiredValue(_directory), name);
        return new CollectTask(night, folder, surroundings.Clock, result.Collector(allowHost));
    }

    public CollectChoices Choices(ParseResult result, Option<string> refill) =>
        new(result.IsTrue(refill), result.IsSet(_regenerate), result.IsSet(_transferAll), result.IsSet(_reprocess));
}
