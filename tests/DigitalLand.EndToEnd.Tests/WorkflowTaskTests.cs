using System.Text.Json;
using DigitalLand.Cli;
using DigitalLand.Cli.Night;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Publication;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>The verbs that are tasks of a workflow, each as a process of its own would run them, over what a night has collected.</summary>
public sealed class WorkflowTaskTests(NightFixture fixture) : IClassFixture<NightFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private CollectionFolder Trees => new NightFolder(_folder.At("tasks")).Collection("tree-preservation-order");

    /// <summary>A copy of the night with everything that was collected and nothing that was made of it.</summary>
    private void CopyCollected()
    {
        foreach (var file in Directory.EnumerateFiles(fixture.Night.Root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(fixture.Night.Root, file);
            if (!name.Contains("/transformed/") && !name.Contains("/issue/") && !name.Contains("/dataset/tree.") && !name.Contains("/built/") && !name.Contains("/publication/") && !name.Contains("-resource/") && !name.Contains("/column-field/") && !name.Contains("/assembled/"))
            {
                var copy = Path.Combine(_folder.At("tasks"), name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy, overwrite: true);
            }
        }
    }

    /// <summary>The same, and an archive that has what a collection's first task finds there.</summary>
    private string CopyCollectedAndArchive()
    {
        CopyCollected();
        var archive = Directory.CreateDirectory(_folder.At("archive")).FullName;
        Copy(fixture.Night.Specification, Path.Combine(archive, "specification"));
        Copy(Trees.Pipeline, Path.Combine(archive, "config/pipeline/tree-preservation-order"));
        Copy(Trees.Collection, Path.Combine(archive, "config/collection/tree-preservation-order"), "endpoint.csv", "source.csv", "old-resource.csv");
        Copy(Trees.Collection, Path.Combine(archive, "tree-preservation-order-collection/collection"), "log.csv", "resource.csv");
        Copy(Trees.Cache, Path.Combine(archive, "organisation-collection/dataset"), "organisation.csv");
        Copy(Trees.Categories, Path.Combine(archive, "dataset"));
        return archive;
    }

    private async Task<Finished> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. arguments, "--directory", _folder.At("tasks"), "--collection", "tree-preservation-order"], new Surroundings(NightFixture.Clock, output, error));
        return new Finished(code, output.ToString(), error.ToString());
    }

    private async Task<Finished> GoodAsync(params string[] arguments)
    {
        var finished = await RunAsync(arguments);
        Assert.True(finished.ExitCode == ExitCode.Ok, finished.Error);
        return finished;
    }

    private async Task<string[]> TransformAllAsync(string dataset, int size)
    {
        var batches = await GoodAsync("batches", "--dataset", dataset, "--size", size.ToString());
        var said = new List<string>();
        foreach (var batch in JsonDocument.Parse(batches.Out).RootElement.EnumerateArray())
        {
            var (offset, limit) = (batch.GetProperty("offset").GetRawText(), batch.GetProperty("limit").GetRawText());
            said.Add((await GoodAsync("transform", "--dataset", dataset, "--offset", offset, "--limit", limit, "--jobs", "2")).LastLine);
        }

        return [.. said];
    }

    [Fact]
    public async Task The_tasks_of_a_workflow_make_what_the_night_made_to_the_byte()
    {
        CopyCollected();
        await GoodAsync("collect");
        Assert.Equal(2, (await TransformAllAsync("tree", 1)).Length);
        await GoodAsync("assemble", "--dataset", "tree");

        var (night, cancel) = (fixture.Night.Collection("tree-preservation-order"), TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllBytesAsync(night.Csv("tree"), cancel), await File.ReadAllBytesAsync(Trees.Csv("tree"), cancel));
        Assert.Equal(await File.ReadAllBytesAsync(night.Sqlite("tree"), cancel), await File.ReadAllBytesAsync(Trees.Sqlite("tree"), cancel));
    }

    [Fact]
    public async Task What_is_done_is_not_done_again_and_the_slices_stay()
    {
        CopyCollected();
        await GoodAsync("collect");
        var first = await GoodAsync("batches", "--dataset", "tree", "--size", "1");
        await TransformAllAsync("tree", 1);

        Assert.Equal(first.Out, (await GoodAsync("batches", "--dataset", "tree", "--size", "1")).Out);
        Assert.All(await TransformAllAsync("tree", 1), line => Assert.Equal("Transformed 0 resources of tree; 1 others were up to date.", line));
        Assert.StartsWith("Transformed 1 ", (await GoodAsync("transform", "--dataset", "tree", "--limit", "1", "--reprocess", "True")).LastLine, StringComparison.Ordinal);

        await GoodAsync("collect");
        Assert.Equal("[]", (await GoodAsync("batches", "--dataset", "tree")).Out.TrimEnd());
        await GoodAsync("collect", "--reprocess", "true");
        Assert.Equal(first.Out, (await GoodAsync("batches", "--dataset", "tree", "--size", "1")).Out);
    }

    [Fact]
    public async Task A_dataset_loses_a_retired_resource_although_nothing_is_transformed()
    {
        CopyCollected();
        await GoodAsync("collect");
        await TransformAllAsync("tree", 100);
        await GoodAsync("assemble", "--dataset", "tree");
        Assert.Contains("stands as it is", (await GoodAsync("assemble", "--dataset", "tree")).LastLine, StringComparison.Ordinal);

        var retired = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Trees.Transformed("tree"), "*.csv").Order(StringComparer.Ordinal).First());
        await File.WriteAllTextAsync(Path.Combine(Trees.Collection, "old-resource.csv"), $"old-resource,status,resource\n{retired},410,\n", TestContext.Current.CancellationToken);
        var before = CsvTable.Read(Trees.Csv("tree")).Rows.Count;
        await GoodAsync("collect");
        Assert.Equal("[]", (await GoodAsync("batches", "--dataset", "tree")).Out.TrimEnd());

        // Readers would miss entities, so a person is asked; the build lacks them already.
        var held = await RunAsync("assemble", "--dataset", "tree");
        Assert.Equal((ExitCode.DataProblems, "The dataset tree is held."), (held.ExitCode, held.LastLine));
        Assert.True(CsvTable.Read(new DatasetBuild(Trees.Built("tree")).Csv("tree")).Rows.Count < before);
        Assert.Equal(before, CsvTable.Read(Trees.Csv("tree")).Rows.Count);
    }

    [Fact]
    public async Task Tasks_that_each_begin_in_an_empty_folder_meet_in_the_archive()
    {
        var archive = CopyCollectedAndArchive();

        await GoodAsync("collect", "--archive", archive);
        await AloneAsync("1", archive, "transform", "--dataset", "tree", "--offset", "0", "--limit", "1");
        await AloneAsync("2", archive, "transform", "--dataset", "tree", "--offset", "1", "--limit", "1");
        Assert.Equal("Transformed 0 resources of tree; 1 others were up to date.", (await AloneAsync("3", archive, "transform", "--dataset", "tree", "--offset", "1", "--limit", "1")).LastLine);
        await AloneAsync("4", archive, "assemble", "--dataset", "tree");

        var cancel = TestContext.Current.CancellationToken;
        var assembled = Path.Combine(archive, "tree-preservation-order-collection/dataset/tree.");
        Assert.Equal(await File.ReadAllBytesAsync(fixture.Night.Collection("tree-preservation-order").Csv("tree"), cancel), await File.ReadAllBytesAsync(assembled + "csv", cancel));
        Assert.Equal(await File.ReadAllBytesAsync(fixture.Night.Collection("tree-preservation-order").Sqlite("tree"), cancel), await File.ReadAllBytesAsync(assembled + "sqlite3", cancel));
    }

    [Fact]
    public async Task What_a_killed_transform_left_on_its_machine_and_never_kept_is_made_again_and_kept()
    {
        var archive = CopyCollectedAndArchive();
        await GoodAsync("collect", "--archive", archive);
        await TransformAllAsync("tree", 100);

        var again = await GoodAsync("transform", "--dataset", "tree", "--archive", archive);

        Assert.Equal("Transformed 2 resources of tree; 0 others were up to date.", again.LastLine);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(archive, "tree-preservation-order-collection/transformed/tree"), "*.csv").Length);
    }

    [Fact]
    public async Task What_a_killed_transform_never_kept_is_on_the_next_list_of_work()
    {
        var archive = CopyCollectedAndArchive();
        await GoodAsync("collect", "--archive", archive);
        await TransformAllAsync("tree", 100);
        await AloneAsync("1", archive, "transform", "--dataset", "tree", "--offset", "0", "--limit", "1");

        await GoodAsync("collect", "--archive", archive);

        Assert.Equal("[{\"offset\":0,\"limit\":200}]", (await GoodAsync("batches", "--dataset", "tree")).Out.TrimEnd());
        Assert.Contains("\"transform_count\": 1", await File.ReadAllTextAsync(Trees.State, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_was_asked_today_on_another_machine_is_asked_no_more_and_the_state_is_the_same_on_both()
    {
        var archive = CopyCollectedAndArchive();
        await GoodAsync("collect", "--archive", archive);
        var state = Path.Combine(archive, "tree-preservation-order-collection/state.json");
        var first = await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken);

        var second = await AloneAsync("1", archive, "collect");

        Assert.Equal("Collected 0 of 0 endpoints tried, 2 fetched earlier today.", second.LastLine);
        Assert.Equal(first, await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_organisations_are_made_from_the_archive_and_kept_there_for_every_other_collection()
    {
        var archive = Directory.CreateDirectory(_folder.At("archive")).FullName;
        Copy(fixture.Night.Specification, Path.Combine(archive, "specification"));
        Directory.CreateDirectory(Path.Combine(archive, "organisation-collection/dataset"));
        await File.WriteAllTextAsync(
            Path.Combine(archive, "organisation-collection/dataset/local-authority.csv"),
            "dataset,end_date,entity,entry_date,geojson,geometry,json,name,organisation_entity,point,prefix,reference,start_date,typology\nlocal-authority,,7,,,,,Ashvale,7,,local-authority,ASV,,organisation\n",
            TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            [
                "organisation-create", "--dataset-dir", _folder.At("organisation/dataset"), "--specification-dir", _folder.At("specification"), "--output-path", _folder.At("organisation/dataset/organisation.csv"),
                "--archive", archive,
            ],
            new Surroundings(NightFixture.Clock, output, error));

        Assert.True(code == ExitCode.Ok, error.ToString());
        var made = Assert.Single(CsvTable.Read(Path.Combine(archive, "organisation-collection/dataset/organisation.csv")).Rows);
        Assert.Equal(("7", "Ashvale"), (made["entity"], made["name"]));
    }

    [Fact]
    public async Task The_log_of_an_earlier_day_stays_what_it_is_in_the_archive_whatever_a_machine_has_of_that_day()
    {
        var archive = CopyCollectedAndArchive();
        var today = Directory.GetFiles(Trees.Log, "*.json", SearchOption.AllDirectories)[0];
        var yesterday = Directory.CreateDirectory(Path.Combine(Trees.Log, "2024-04-30")).FullName;
        File.Copy(today, Path.Combine(yesterday, Path.GetFileName(today)));
        var kept = Path.Combine(archive, "tree-preservation-order-collection/collection/log/2024-04-30", Path.GetFileName(today));
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(kept, "what was kept", TestContext.Current.CancellationToken);

        await GoodAsync("collect", "--archive", archive);

        Assert.Equal("what was kept", await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(archive, "tree-preservation-order-collection/collection/log/2024-05-01", Path.GetFileName(today))));
    }

    private async Task<Finished> AloneAsync(string name, string archive, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            [.. arguments, "--directory", _folder.At(name), "--archive", archive, "--collection", "tree-preservation-order"], new Surroundings(NightFixture.Clock, output, error));
        Assert.True(code == ExitCode.Ok, error.ToString());
        return new Finished(code, output.ToString(), error.ToString());
    }

    private static void Copy(string from, string to, params string[] names)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => names.Length == 0 || names.Contains(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    [Fact]
    public async Task What_cannot_be_done_as_asked_is_said()
    {
        CopyCollected();
        File.Delete(Trees.State);

        var noState = await RunAsync("batches", "--dataset", "tree");
        Assert.Equal((ExitCode.WrongUse, $"digital-land: There is no file '{Trees.State}'.{Environment.NewLine}"), (noState.ExitCode, noState.Error));
        await GoodAsync("collect");
        var behind = await RunAsync("transform", "--dataset", "tree", "--offset", "900");
        Assert.Equal(ExitCode.DataProblems, behind.ExitCode);
        Assert.Contains("The offset 900 lies behind", behind.Error, StringComparison.Ordinal);
        Assert.Contains("no resource of tree-preservation-order is for pond", (await GoodAsync("assemble", "--dataset", "pond")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hook_is_the_installations_own_program_with_the_tasks_environment()
    {
        var output = _folder.At("loaded");

        var set = await Run.ProgramAsync(Run.DigitalLand, _folder.At(""), ["hook", "postgres-loader"], ("DIGITAL_LAND_HOOK_POSTGRES_LOADER", $"cp --no-clobber \"{Environment.ProcessPath}\" '{output}'"));
        var unset = await Run.ProgramAsync(Run.DigitalLand, _folder.At(""), ["hook", "tiles-builder"]);
        var failing = await Run.ProgramAsync(Run.DigitalLand, _folder.At(""), ["hook", "x"], ("DIGITAL_LAND_HOOK_X", "sh -c 'exit 7'"));
        var missing = await Run.ProgramAsync(Run.DigitalLand, _folder.At(""), ["hook", "x"], ("DIGITAL_LAND_HOOK_X", "no-such-program"));

        Assert.Equal(0, set.ExitCode);
        Assert.True(File.Exists(output));
        Assert.Equal((99, true), (unset.ExitCode, unset.Error.Contains("DIGITAL_LAND_HOOK_TILES_BUILDER is not set", StringComparison.Ordinal)));
        Assert.Equal(7, failing.ExitCode);
        Assert.Equal((ExitCode.WrongUse, true), (missing.ExitCode, missing.Error.Contains("cannot be started", StringComparison.Ordinal)));
    }
}
