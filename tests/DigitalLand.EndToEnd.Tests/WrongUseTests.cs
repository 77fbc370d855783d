namespace DigitalLand.EndToEnd.Tests;

/// <summary>What cannot be done as asked: one clear sentence on stderr, exit code 2, and nothing written.</summary>
public sealed class WrongUseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digital-land-test-");

    private string Samples { get; } = Path.Combine(Repository.Root, "samples", "specification");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_missing_resource_is_named()
    {
        var finished = await PipelineAsync("brownfield-land", Samples, "nowhere.csv");

        AssertWrongUse(finished, "There is no file 'nowhere.csv'.");
    }

    [Fact]
    public async Task An_unknown_dataset_is_named_with_the_file_that_lacks_it()
    {
        var finished = await PipelineAsync("brownfeld-land", Samples, Resource());

        AssertWrongUse(finished, $"There is no dataset 'brownfeld-land' in {Path.Combine(Samples, "dataset.csv")}.");
    }

    [Fact]
    public async Task A_folder_without_field_csv_is_not_a_specification()
    {
        var specification = _folder.CreateSubdirectory("specification").FullName;
        foreach (var file in Directory.EnumerateFiles(Samples).Where(file => Path.GetFileName(file) != "field.csv"))
        {
            File.Copy(file, Path.Combine(specification, Path.GetFileName(file)));
        }

        var finished = await PipelineAsync("brownfield-land", specification, Resource());

        AssertWrongUse(finished, $"'{specification}' is not a specification folder: it has no field.csv.");
    }

    [Theory]
    [InlineData("up", "--exit", "--directory", "night")]
    [InlineData("collect", "endpoint.csv", "-c", ".")]
    public async Task An_operators_list_of_hosts_that_cannot_be_read_is_refused_wherever_endpoints_are_asked(params string[] arguments)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "endpoint.csv"), "endpoint,endpoint-url\n", TestContext.Current.CancellationToken);

        var finished = await Run.ProgramAsync(Run.DigitalLand, _folder.FullName, arguments, ("DIGITAL_LAND_ALLOW_HOSTS", "10.0.0.0/99"));

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("'10.0.0.0/99'", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_that_is_not_named_is_asked_for()
    {
        var finished = await Run.ProgramAsync(Run.DigitalLand, _folder.FullName, ["-s", Samples, "pipeline", Resource(), "out.csv"]);

        AssertWrongUse(finished, "Name the dataset before the verb: digital-land --dataset NAME ...");
    }

    [Fact]
    public async Task An_unknown_option_is_named()
    {
        var finished = await Run.ProgramAsync(Run.DigitalLand, _folder.FullName, ["pipeline", "--harmonized", Resource()]);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("--harmonized", finished.Error, StringComparison.Ordinal);
        Assert.Contains("Try: digital-land pipeline --help", finished.Error, StringComparison.Ordinal);
    }

    private Task<Finished> PipelineAsync(string dataset, string specification, string input) =>
        Run.ProgramAsync(Run.DigitalLand, _folder.FullName, ["-n", dataset, "-s", specification, "pipeline", "--endpoints", "e", input, "transformed/out.csv"]);

    private string Resource()
    {
        var path = Path.Combine(_folder.FullName, "resource.csv");
        File.WriteAllText(path, "SiteReference\n1\n");
        return path;
    }

    private void AssertWrongUse(Finished finished, string sentence)
    {
        Assert.Equal(2, finished.ExitCode);
        Assert.Equal($"digital-land: {sentence}\n", finished.Error);
        Assert.Equal("", finished.Out);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "transformed")), "Something was written.");
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "issue")), "Something was written.");
    }
}
