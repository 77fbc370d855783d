using System.Text.Json;
using DigitalLand.Cli;
using DigitalLand.Cli.Commands.Runs;
using DigitalLand.Cli.Night;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>Nights of the sample country that run as workflows, and what a person then does.</summary>
public sealed class OrchestratedNightTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NightFolder Night => new(_folder.Path);

    private CollectionFolder Trees => Night.Collection("tree-preservation-order");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_night_that_changes_most_values_of_a_field_is_held_until_a_person_accepts_it()
    {
        await NightFixture.UpAsync(_folder.Path);
        var before = await LiveAsync();
        await File.AppendAllTextAsync(Path.Combine(Trees.Pipeline, "patch.csv"), "tree,,tree-species,^.+$,Oak,,,,,\r\n", Cancel);

        var (code, table, _) = await NightFixture.UpAsync(_folder.Path);

        Assert.Equal(ExitCode.DataProblems, code);
        Assert.Contains("Held: tree is not published", table, StringComparison.Ordinal);
        Assert.Contains("value-change", table, StringComparison.Ordinal);
        Assert.Equal(before, await LiveAsync());

        var accepted = await TypeAsync("publish", "tree", "--directory", Trees.Root, "--accept", "they are all oaks");

        Assert.True(accepted.Code == ExitCode.Ok, accepted.Said);
        Assert.NotEqual(before, await LiveAsync());
    }

    [Fact]
    public async Task The_whole_scheduled_night_runs_on_demand_too_and_ends_with_the_databases()
    {
        await NightFixture.UpAsync(_folder.Path);
        File.Delete(Night.Build.DigitalLand);
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var service = await NightService.StartAsync(Night, new Surroundings(NightFixture.Clock, output, error), Cancel);

        var (code, said) = await TypeAsync("trigger", "trigger-collection-dags-scheduled", "--wait", "--store", StoreOptions.InFolder(_folder.Path));

        Assert.True(code == ExitCode.Ok, said + error);
        Assert.True(File.Exists(Night.Build.DigitalLand));
    }

    [Fact]
    public async Task The_night_of_up_is_one_run_with_its_collections_and_the_databases_as_parts_and_one_under_way_is_not_run_twice()
    {
        await NightFixture.UpAsync(_folder.Path);
        Assert.Equal(
            ["brownfield-land-collection succeeded 1", "build-digital-land-builder succeeded 1", "conservation-area-collection succeeded 1", "tree-preservation-order-collection succeeded 1", "trigger-collection-dags-scheduled succeeded "],
            await RunsAsync());
        using var output = new StringWriter();
        using var error = new StringWriter();
        await using var service = await NightService.StartAsync(Night, new Surroundings(NightFixture.Clock, output, error), Cancel);
        var (code, said) = await TypeAsync("trigger", "trigger-collection-dags-scheduled", "--store", StoreOptions.InFolder(_folder.Path));
        Assert.True(code == ExitCode.Ok, said);

        var outcome = await service.RunNightAsync(new Progress<NightStep>(), Cancel);

        Assert.Equal(["brownfield-land", "conservation-area", "tree-preservation-order"], outcome.Collections.Select(collection => collection.Name));
        Assert.False(outcome.Build.Built);
        Assert.Equal(1, (await RunsAsync()).Count(run => run == "trigger-collection-dags-scheduled skipped "));
        Assert.Equal(2, (await RunsAsync()).Count(run => run == "trigger-collection-dags-scheduled succeeded "));
    }

    private async Task<string[]> RunsAsync()
    {
        using var runs = JsonDocument.Parse((await TypeAsync("runs", "--limit", "100", "--json", "--store", StoreOptions.InFolder(_folder.Path))).Said);
        return
        [
            .. runs.RootElement.EnumerateArray()
                .Select(run => $"{run.GetProperty("workflow").GetString()} {run.GetProperty("state").GetString()} {(run.TryGetProperty("parent", out var parent) ? parent.GetRawText() : "")}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string> LiveAsync() => Sha256Hex.OfBytes(await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel));

    private static async Task<(int Code, string Said)> TypeAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(words, new Surroundings(NightFixture.Clock, output, error));
        return (code, $"{output}{error}");
    }
}
