using System.CommandLine;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Cli.Commands;

/// <summary>Fetches one URL into the collection's resources, without a log.</summary>
internal static class FetchCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var url = new Argument<string>("url") { Description = "An http, https or file URL." };
        var allowHost = CollectionOptions.AllowHost();
        var command = new Command("fetch", "Fetch one URL into collection/resource.") { url, allowHost };
        command.SetAction(async (result, cancel) =>
        {
            using var collector = new Collector("collection/resource", logDirectory: null, surroundings.Clock, result.Collector(allowHost));
            var fetched = await collector.FetchAsync(new Endpoint(result.GetValue(url)!), cancel: cancel).ConfigureAwait(false);
            await surroundings.Error.WriteLineAsync(Sentence(fetched)).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Sentence(FetchResult fetched) => fetched.Resource is { } resource
        ? $"Fetched collection/resource/{resource}"
        : $"Nothing was kept of {fetched.Endpoint.Url}: {fetched.Cause}{(fetched.Message is null ? "" : ". " + fetched.Message)}";
}
