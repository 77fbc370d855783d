using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>A data manager's verbs over the sample country's conservation areas: what is shown, what is asked, and what is written.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private const string Resource = "reference,name,organisation\r\nNEW/1,One,\r\nASV/CA/01,Known,\r\n\"NEW,2\",Two,\r\n,Nameless,\r\nNEW/1,One again,\r\n";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _provider = Provider();

    private string Url => _provider.Urls.Single() + "/new.csv";

    private string Endpoint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Url)));

    public async ValueTask InitializeAsync()
    {
        await _provider.StartAsync(TestContext.Current.CancellationToken);
        foreach (var part in new[] { "collection", "pipeline" })
        {
            Directory.CreateDirectory(_folder.At(part));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples", "config", "conservation-area", part)))
            {
                File.Copy(file, _folder.At(part, Path.GetFileName(file)));
            }
        }

        Directory.CreateDirectory(_folder.At("var", "cache"));
        File.Copy(Path.Combine(Repository.Root, "samples", "organisation.csv"), _folder.At("var", "cache", "organisation.csv"));
        await File.WriteAllTextAsync(
            _folder.At("import.csv"),
            $"organisation,endpoint-url,documentation-url,start-date,pipelines,plugin,licence,remark\nlocal-authority:ASV,{Url},https://www.ashvale.example/new,2024-02-01,conservation-area,,ogl3,mine\n",
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Entities_are_assigned_after_the_greatest_and_never_from_what_was_in_use()
    {
        await File.AppendAllTextAsync(_folder.At("pipeline", "old-entity.csv"), $"{Greatest() + 1},410,,gone,,,\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.At("resource"), Resource, TestContext.Current.CancellationToken);
        var before = await Lookup();
        string[] verb = ["assign-entities", "resource", "none", "conservation-area", "conservation-area", "local-authority:ASV"];
        var next = Greatest() + 2;

        var dry = await RunAsync("", [.. verb, "--dry-run"]);

        string[] expected =
        [
            $"conservation-area,,,,local-authority:ASV,NEW/1,{next},,,",
            $"conservation-area,,,,local-authority:ASV,\"\"\"NEW,2\"\"\",{next + 1},,,",
        ];
        Assert.Equal(["pipeline/lookup.csv", .. expected.Select(line => "+" + line)], dry.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("1 entries have no reference", dry.Error, StringComparison.Ordinal);
        Assert.Equal(before, await Lookup());

        Assert.Equal(0, (await RunAsync("", verb)).ExitCode);
        var after = await Lookup();
        Assert.Equal([.. before, .. expected], after);
        var again = await RunAsync("", verb);
        Assert.Contains("Nothing changes.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_are_added_with_everything_that_follows_from_them()
    {
        var before = Snapshot();
        string[] verb = ["add-endpoints-and-lookups", "import.csv", "conservation-area", "--allow-host", "127.0.0.1"];

        var dry = await RunAsync("", [.. verb, "--dry-run"]);

        Assert.Equal(0, dry.ExitCode);
        Assert.Equal(before, Snapshot());
        Assert.Contains($"+conservation-area,,,,local-authority:ASV,NEW/1,{Greatest() + 1},,,", dry.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("", verb)).ExitCode);
        var resource = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Resource)));
        Assert.Equal(Resource, await File.ReadAllTextAsync(_folder.At("collection", "resource", resource), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(_folder.At("collection", "log", "2024-05-02", Endpoint + ".json")));
        Assert.Equal($"{Endpoint},{Url},,,2024-05-02,2024-02-01,", (await Lines("collection", "endpoint.csv"))[^1]);
        Assert.EndsWith($",,conservation-area,https://www.ashvale.example/new,{Endpoint},ogl3,local-authority:ASV,conservation-area,2024-05-02,2024-02-01,", (await Lines("collection", "source.csv"))[^1], StringComparison.Ordinal);
        Assert.Equal($"{resource},{Resource.Length},local-authority:ASV,conservation-area,{Endpoint},2024-05-02,", (await Lines("collection", "resource.csv"))[^1]);
        Assert.Equal(2, (await Lines("collection", "log.csv")).Length);

        var again = await RunAsync("", verb);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing changes.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_endpoint_is_added_by_itself()
    {
        var finished = await RunAsync(
            "",
            ["add-endpoint", "conservation-area", Url, "--organisation", "local-authority:ASV", "--pipelines", "conservation-area", "--documentation-url", "https://www.ashvale.example/new", "--licence", "ogl3", "--allow-host", "127.0.0.1"]);

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains($"+{Endpoint},{Url},,,2024-05-02,,", finished.Out, StringComparison.Ordinal);
        Assert.Contains("NEW/1", await File.ReadAllTextAsync(_folder.At("pipeline", "lookup.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes\nyes\n", false)]
    [InlineData("yes\ny\n", false)]
    [InlineData("", false)]
    [InlineData("yes\nyes\nno\nyes\n", true)]
    [InlineData("yes\nYes\nno\nyes \n", true)]
    [InlineData("yes\nyes\nno\nyess\n", false)]
    public async Task Data_is_added_only_when_every_question_is_answered_with_yes(string answers, bool isAdded)
    {
        var before = Snapshot();

        var finished = await RunAsync(answers, ["add-data", "import.csv", "conservation-area", "--allow-host", "127.0.0.1"]);

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(isAdded, before != Snapshot());
        Assert.EndsWith(isAdded ? "Written.\n" : "Nothing was written.\n", finished.Error, StringComparison.Ordinal);
        if (isAdded)
        {
            Assert.Contains("1 known, 3 new, 1 entries without a reference", finished.Out, StringComparison.Ordinal);
            Assert.Contains("3 known, 0 new", finished.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("2024-05-02\n", string.Concat((await Lines("collection", "endpoint.csv"))[..^1].Select(line => line + "\n")), StringComparison.Ordinal);
            Assert.False(Directory.Exists(_folder.At("collection", "log")));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_questions_other_endpoints_end_only_when_that_is_said(bool retire)
    {
        string[] verb = ["add-data", "import.csv", "conservation-area", "--allow-host", "127.0.0.1", "--yes"];

        var finished = await RunAsync("", retire ? [.. verb, "--retire"] : verb);

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(retire, (await Lines("collection", "endpoint.csv"))[1].EndsWith(",2024-05-02", StringComparison.Ordinal));
        Assert.Equal(retire, (await Lines("collection", "source.csv"))[1].EndsWith(",2024-05-02", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_would_become_of_the_published_dataset_is_told_when_asked()
    {
        var cancel = TestContext.Current.CancellationToken;
        var tables = new DatasetPackage(Specification.Load(Path.Combine(Repository.Root, "samples", "specification"))).Tables;
        using (var published = SqlitePackage.Create(_folder.At("published", "conservation-area-collection", "dataset", "conservation-area.sqlite3"), tables))
        {
            published.CreateIndexes(DatasetPackage.Indexes, cancel);
            published.Commit();
        }

        string[] verb = ["add-data", "import.csv", "conservation-area", "--allow-host", "127.0.0.1", "--yes", "--compare", "--published"];
        var finished = await RunAsync("", [.. verb, _folder.At("published")]);
        Assert.Equal(0, finished.ExitCode);
        Assert.Matches("conservation-area as published: [1-9][0-9]* entities would be added, 0 changed, 0 removed", finished.Out);
        Assert.StartsWith("entity,field,before,after\r\n", await File.ReadAllTextAsync(_folder.At("var", "cache", "add_data", "dataset", "conservation-area-diff.csv"), cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_dataset_that_is_not_there_is_told_and_is_all()
    {
        var finished = await RunAsync("", ["add-data", "import.csv", "conservation-area", "--allow-host", "127.0.0.1", "--yes", "--compare", "--published", _folder.At("nowhere")]);
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("The published conservation-area could not be fetched, so nothing is compared", finished.Error, StringComparison.Ordinal);
        Assert.EndsWith("Written.\n", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_wrong_is_refused_with_everything_that_is_wrong()
    {
        var before = Snapshot();
        await File.WriteAllTextAsync(
            _folder.At("import.csv"),
            "organisation,endpoint-url,documentation-url,start-date,pipelines,licence\nlocal-authority:ZZZ,ftp://x/,https://nowhere,2099-01-01,brownfield-land,\n",
            TestContext.Current.CancellationToken);

        var finished = await RunAsync("", ["add-data", "import.csv", "conservation-area", "--yes"]);

        Assert.Equal(1, finished.ExitCode);
        Assert.All(
            ["the licence is blank", "'ftp://x/'", "'https://nowhere'", "2099-01-01 is in the future", "'local-authority:ZZZ'", "belongs to the collection 'brownfield-land'"],
            part => Assert.Contains(part, finished.Error, StringComparison.Ordinal));
        Assert.Equal(before, Snapshot());
    }

    private static WebApplication Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var server = builder.Build();
        server.MapGet("/new.csv", () => Results.Text(Resource, "text/csv"));
        return server;
    }

    private async Task<Finished> RunAsync(string answers, string[] arguments)
    {
        var start = new ProcessStartInfo(Run.DigitalLand, ["-s", Path.Combine(Repository.Root, "samples", "specification"), .. arguments])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DIGITAL_LAND_NOW"] = "2024-05-02T02:00:00Z";
        var cancel = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(answers);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new Finished(process.ExitCode, await output, await error);
    }

    private Task<string[]> Lookup() => Lines("pipeline", "lookup.csv");

    private Task<string[]> Lines(params string[] parts) => File.ReadAllLinesAsync(_folder.At(parts), TestContext.Current.CancellationToken);

    private int Greatest() => File.ReadLines(_folder.At("pipeline", "lookup.csv")).Skip(1).Max(line => int.Parse(line.Split(',')[6], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Everything of the configuration and the collection.</summary>
    private string Snapshot() => string.Concat(new[] { "collection", "pipeline" }
        .SelectMany(part => Directory.EnumerateFiles(_folder.At(part), "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Select(path => path + "\n" + File.ReadAllText(path)));
}
