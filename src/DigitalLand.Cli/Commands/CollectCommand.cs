using System.CommandLine;
using DigitalLand.Cli.Tasks;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Cli.Commands;

/// <summary>Fetches every endpoint of a collection.</summary>
internal static class CollectCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var endpointPath = new Argument<string>("endpoint-path")
        {
            Description = "The endpoints to fetch.",
            DefaultValueFactory = _ => "collection/endpoint.csv",
        };
        var collectionDir = Arguments.Text("--collection-dir", "collection/", "Folder of the collection.", "-c");
        var refill = CollectionOptions.RefillTodaysLogs();
        var allowHost = CollectionOptions.AllowHost();
        var task = new CollectTaskOptions();
        var command = new Command("collect", "Fetch every endpoint, each once a day.") { endpointPath, collectionDir, refill, allowHost };
        task.AddTo(command);
        command.SetAction(async (result, cancel) =>
        {
            if (task.IsTask(result))
            {
                await SayAsync(await task.RunAsync(result, surroundings, allowHost, refill, Progress(surroundings), cancel).ConfigureAwait(false), surroundings.Error).ConfigureAwait(false);
                return ExitCode.Ok;
            }

            using var collector = Collector.ForCollection(Arguments.ExistingDirectory(result.GetValue(collectionDir)!), surroundings.Clock, result.Collector(allowHost));
            var outcome = await collector.CollectAsync(
                Arguments.ExistingFile(result.GetValue(endpointPath)!),
                result.IsTrue(refill),
                Progress(surroundings),
                cancel).ConfigureAwait(false);
            await SayAsync(outcome, surroundings.Error).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static CollectProgressLine? Progress(Surroundings surroundings) => Console.IsErrorRedirected ? null : new CollectProgressLine(surroundings);

    private static async Task SayAsync(CollectOutcome outcome, TextWriter error)
    {
        foreach (var mismatch in outcome.Results.Where(result => result.Status == FetchStatus.HashFailure))
        {
            await error.WriteLineAsync(mismatch.Message).ConfigureAwait(false);
        }

        await error.WriteLineAsync($"Collected {outcome.Ok} of {outcome.Tried} endpoints tried{Beside(outcome)}.").ConfigureAwait(false);
        foreach (var (cause, count) in outcome.Failures)
        {
            await error.WriteLineAsync($"{count,7} failed: {cause}").ConfigureAwait(false);
        }
    }

    private static string Beside(CollectOutcome outcome)
    {
        (int Count, string What)[] parts =
        [
            (outcome.AlreadyFetched, "fetched earlier today"),
            (outcome.Expired, "ended"),
            (outcome.HashFailures, "not tried for a wrong hash"),
        ];
        return string.Concat(parts.Where(part => part.Count > 0).Select(part => $", {part.Count} {part.What}"));
    }
}
