using System.CommandLine;
using System.Net;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core;

namespace DigitalLand.Cli.Commands;

/// <summary>The newcomer's first command: a sample country is served, and a whole night is run over it.</summary>
internal static class UpCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var directory = Arguments.Text("--directory", "night", "Where the night works and leaves its results.");
        var exit = new Option<bool>("--exit") { Description = "End after the night instead of serving the sample country until Ctrl+C." };
        var command = new Command("up", "Serve a sample country and run a whole night over it: collect, plan, transform, assemble, publish, build.") { directory, exit };
        command.SetAction(async (result, cancel) =>
        {
            var night = new NightFolder(Path.GetFullPath(result.GetValue(directory)!));
            using var held = NightLock.Take(night.Root);
            await using var server = await ServeAsync(night, surroundings, cancel);
            await using var service = await NightService.StartAsync(night, surroundings, cancel);
            var outcome = await NightProgress.ShowAsync(surroundings.Error, progress => service.RunNightAsync(progress, cancel));
            NightReport.Write(outcome.Collections, surroundings.Out);
            NightReport.WriteBuild(outcome.Build, surroundings.Out);
            foreach (var remark in outcome.Build.Remarks)
            {
                await surroundings.Error.WriteLineAsync(remark);
            }

            await SayWhereAsync(night, outcome.Collections, surroundings.Error);
            if (!result.GetValue(exit))
            {
                await surroundings.Error.WriteLineAsync($"The sample country is served at {server.Address} until Ctrl+C, and the orchestrator works: see 'digital-land runs', start with 'digital-land trigger'.");
                await UntilStoppedAsync(surroundings.Clock, cancel);
            }

            return outcome.Collections.Any(collection => collection.Publish.Held.Count > 0) ? ExitCode.DataProblems : ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Starts the country where the folder knows it, and installs its configuration where that is missing or the country has moved.</summary>
    private static async Task<SampleServer> ServeAsync(NightFolder night, Surroundings surroundings, CancellationToken cancel)
    {
        // The country is on this machine alone, where no proxy of the environment could find it; up asks nobody else.
        HttpClient.DefaultProxy = new WebProxy();
        var samples = Samples.Locate();
        var remembered = new RememberedPort(night.Root);
        var wanted = remembered.Read();
        var server = await SampleServer.StartAsync(samples, wanted, surroundings.Clock, cancel);
        var moved = wanted != server.Port;
        if (wanted is { } old && moved)
        {
            await surroundings.Error.WriteLineAsync(
                $"Port {old} is taken, so the sample country has moved to {server.Port}: its endpoints are new ones, and its configuration is written anew.");
        }

        // The port is remembered only once everything that names it is in place; without a memory the next run writes it all again.
        if (moved)
        {
            remembered.Forget();
        }

        new SampleInstallation(samples, night).Install(server.Address, moved, surroundings.Clock.Today());
        remembered.Write(server.Port);
        return server;
    }

    private static async Task SayWhereAsync(NightFolder night, IReadOnlyList<CollectionNight> outcome, TextWriter error)
    {
        await error.WriteLineAsync();
        await error.WriteLineAsync("The results:");
        foreach (var (folder, dataset) in outcome.SelectMany(collection => collection.Plan.Datasets.Select(work => (night.Collection(collection.Name), work.Dataset))))
        {
            await error.WriteLineAsync($"  {folder.Sqlite(dataset)}");
            await error.WriteLineAsync($"  {folder.Issues(dataset)}{Path.DirectorySeparatorChar}");
        }

        await error.WriteLineAsync($"  {night.Build.DigitalLand}");
        await error.WriteLineAsync($"  {night.Build.Performance}");
        await error.WriteLineAsync("Change a rule in a pipeline folder there and run up again: only that collection is made again.");
    }

    /// <summary>Ctrl+C is how this verb is meant to end, so it ends well.</summary>
    private static async Task UntilStoppedAsync(TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }
}
