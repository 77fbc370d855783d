using System.Text.Json;
using DigitalLand.Cli;
using DigitalLand.Cli.Night;
using DigitalLand.Cli.SampleCountry;
using DigitalLand.Core;
using DigitalLand.Core.Csv;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>Nights of a sample country whose providers change their files.</summary>
public sealed class PublishedNightTests : IAsyncLifetime
{
    private static readonly PinnedClock FirstNight = new(new DateTimeOffset(2024, 5, 1, 2, 0, 0, TimeSpan.Zero));
    private static readonly PinnedClock NextNight = new(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero));
    private static readonly string GreytorFile = Path.Combine("providers", "greytor", "tree-points.csv");

    private readonly TemporaryFolder _folder = new();
    private SampleServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string SampleFolder => _folder.At("samples");

    private NightFolder Night => new(_folder.At("night"));

    private CollectionFolder Trees => Night.Collection("tree-preservation-order");

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Samples.Locate(), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(SampleFolder, Path.GetRelativePath(Samples.Locate(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _server = await SampleServer.StartAsync(SampleFolder, null, FirstNight, Cancel);
        new SampleInstallation(SampleFolder, Night).Install(_server.Address, moved: true, new DateOnly(2024, 5, 1));
        foreach (var other in Night.Collections.Where(collection => collection.Name != Trees.Name))
        {
            Directory.Delete(other.Root, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_night_in_which_a_file_lost_half_of_its_rows_leaves_yesterdays_dataset_live_until_a_person_accepts_it()
    {
        await RunAsync(FirstNight);
        var yesterday = await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel);
        var lines = await File.ReadAllLinesAsync(Path.Combine(SampleFolder, GreytorFile), Cancel);
        await File.WriteAllLinesAsync(Path.Combine(SampleFolder, GreytorFile), lines[..(lines.Length / 2)], Cancel);

        var (night, report) = await RunAsync(NextNight);

        Assert.Equal("tree", Assert.Single(night.Publish.Held).Dataset);
        Assert.Contains("Held: tree", report, StringComparison.Ordinal);
        Assert.Matches(@"provider-rows  \S+: The file at \S+/greytor/tree-points.csv gave \d+ rows and gives \d+ now \(-\d+(\.\d)? %\)", report);
        Assert.Contains("Readers go on seeing version 1, published 2024-05-01 02:00 UTC.", report, StringComparison.Ordinal);
        Assert.Contains("digital-land publish tree --directory", report, StringComparison.Ordinal);
        Assert.Equal(yesterday, await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel));

        var again = await TypeAsync("publish", "tree", "--directory", Trees.Root, "--json");
        Assert.Equal(ExitCode.DataProblems, again.Code);
        using (var json = JsonDocument.Parse(again.Out))
        {
            Assert.Equal("held", json.RootElement.GetProperty("result").GetString());
            Assert.Equal("provider-rows", json.RootElement.GetProperty("findings")[0].GetProperty("guard").GetString());
        }

        var accepted = await TypeAsync("publish", "tree", "--directory", Trees.Root, "--accept", "Greytor has felled half of its trees");
        Assert.True(accepted.Code == ExitCode.Ok, accepted.Error);
        Assert.Contains("Version 2 of tree is live", accepted.Error, StringComparison.Ordinal);
        Assert.NotEqual(yesterday, await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel));

        var (quiet, _) = await RunAsync(NextNight);
        Assert.Equal((0, 1, 0), (quiet.Publish.Published, quiet.Publish.Unchanged, quiet.Publish.Held.Count));
        var rolledBack = await TypeAsync("rollback", "tree", "--directory", Trees.Root, "--reason", "they only said so");
        Assert.True(rolledBack.Code == ExitCode.Ok, rolledBack.Error);
        Assert.Equal(yesterday, await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel));
        var (after, _) = await RunAsync(NextNight);
        Assert.Contains("they only said so", string.Concat(Assert.Single(after.Publish.Held).Sentences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_does_not_answer_one_night_holds_nothing()
    {
        await RunAsync(FirstNight);
        File.Delete(Path.Combine(SampleFolder, GreytorFile));

        var (night, report) = await RunAsync(NextNight);

        Assert.True(night.Publish.Held.Count == 0, report);
        Assert.Single(night.Collect.Failures);
    }

    [Fact]
    public async Task An_expectation_that_matters_holds_what_breaks_it()
    {
        await File.AppendAllTextAsync(
            Path.Combine(Trees.Pipeline, "expect.csv"),
            "tree,,duplicate_geometry_check,\"{\"\"spatial_field\"\":\"\"geometry\"\"}\",No two trees have one shape,,,critical,internal,,2024-01-15,,\r\n",
            Cancel);
        await File.AppendAllTextAsync(
            Path.Combine(Trees.Pipeline, "expect.csv"),
            "tree,,check_columns,\"{\"\"expected\"\":{\"\"entity\"\":[\"\"entity\"\",\"\"colour\"\"]}}\",Trees have a colour,,,error,internal,,2024-01-15,,\r\n",
            Cancel);

        var (night, report) = await RunAsync(FirstNight);

        var held = Assert.Single(night.Publish.Held);
        Assert.Contains(held.Sentences, sentence => sentence.StartsWith("expectation  Trees have a colour: ", StringComparison.Ordinal));
        Assert.Contains("Readers see nothing of it yet.", report, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await TypeAsync("publish", "tree", "--directory", Trees.Root, "--block-on", "none")).Code);
    }

    [Fact]
    public async Task The_manifest_of_a_night_names_what_it_was_made_from()
    {
        await RunAsync(FirstNight);

        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Trees.Root, "publication", "tree", "live", "manifest.json"), Cancel));

        var inputs = manifest.RootElement.GetProperty("inputs");
        var logs = Directory.EnumerateFiles(Trees.DatasetResources("tree")).SelectMany(file => CsvTable.Read(file).Rows).ToList();
        Assert.Equal(logs.Select(row => row["resource"]).Order(StringComparer.Ordinal), inputs.GetProperty("resources").EnumerateArray().Select(resource => resource.GetString()));
        Assert.All(logs, row => Assert.Equal(row["config-hash"], inputs.GetProperty("configuration").GetString()));
        Assert.All(logs, row => Assert.Equal(row["specification-hash"], inputs.GetProperty("specification").GetString()));
        Assert.StartsWith(logs[0]["code-version"], inputs.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["dataset/tree.csv", "dataset/tree.sqlite3", "flattened/tree.csv", "flattened/tree.geojson", "flattened/tree.json"],
            manifest.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!).Where(path => !path.EndsWith(".parquet", StringComparison.Ordinal)));
        Assert.Equal(2, manifest.RootElement.GetProperty("providers").GetArrayLength());
    }

    [Fact]
    public async Task A_build_of_the_night_is_published_in_an_archive_and_taken_back_there()
    {
        await RunAsync(FirstNight);
        Directory.CreateDirectory(_folder.At("archive"));

        var published = await TypeAsync("publish", "tree", "--directory", Trees.Root, "--archive", _folder.At("archive"));
        var rolledBack = await TypeAsync("rollback", "tree", "--directory", Trees.Root, "--archive", _folder.At("archive"));

        Assert.True(published.Code == ExitCode.Ok, published.Error);
        Assert.Equal(
            await File.ReadAllBytesAsync(Trees.Sqlite("tree"), Cancel),
            await File.ReadAllBytesAsync(_folder.At("archive", "tree-preservation-order-collection", "dataset", "tree.sqlite3"), Cancel));
        Assert.Equal(ExitCode.WrongUse, rolledBack.Code);
        Assert.Contains("nothing to go back to", rolledBack.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("publish", "park", "There is no '")]
    [InlineData("rollback", "park", "has never been published")]
    public async Task What_cannot_be_done_is_said_in_one_sentence(string verb, string dataset, string sentence)
    {
        var refused = await TypeAsync(verb, dataset, "--directory", Trees.Root);

        Assert.Equal((ExitCode.WrongUse, ""), (refused.Code, refused.Out));
        Assert.Contains(sentence, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_accept_takes_a_reason_and_to_keep_a_number()
    {
        Assert.Equal(ExitCode.WrongUse, (await TypeAsync("publish", "tree", "--directory", Trees.Root, "--accept", " ")).Code);
        Assert.Equal(ExitCode.WrongUse, (await TypeAsync("publish", "tree", "--directory", Trees.Root, "--keep", "0")).Code);
    }

    private async Task<(CollectionNight Night, string Report)> RunAsync(TimeProvider clock)
    {
        var night = Assert.Single(await new StagedNight(Night, clock).RunAsync(new Progress<NightStep>(), Cancel));
        using var report = new StringWriter();
        NightReport.Write([night], report);
        return (night, report.ToString());
    }

    private static async Task<(int Code, string Out, string Error)> TypeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, new Surroundings(NextNight, output, error));
        return (code, output.ToString(), error.ToString());
    }
}
