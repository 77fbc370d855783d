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

    private async Task<string> LiveAsync() => Sha256Hex.OfBytes(await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel));

    private static async Task<(int Code, string Said)> TypeAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(words, new Surroundings(NightFixture.Clock, output, error));
        return (code, $"{output}{error}");
    }
}
