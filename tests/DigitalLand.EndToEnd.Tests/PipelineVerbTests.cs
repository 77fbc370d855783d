namespace DigitalLand.EndToEnd.Tests;

public sealed class PipelineVerbTests : IDisposable
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Without_Parquet_the_CSV_files_are_the_same_and_the_only_ones()
    {
        await File.WriteAllTextAsync(_folder.At("resource.csv"), "reference,name\nA1,First\nA2,Second\n", TestContext.Current.CancellationToken);

        Assert.Equal(0, (await PipelineAsync("with")).ExitCode);
        Assert.Equal(0, (await PipelineAsync("without", "--no-parquet")).ExitCode);

        var (with, without) = (Files("with"), Files("without"));
        Assert.Contains(with.Keys, static path => path.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Equal(with.Where(static file => file.Key.EndsWith(".csv", StringComparison.Ordinal)), without);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Finished> PipelineAsync(string place, params string[] options)
    {
        var working = Directory.CreateDirectory(_folder.At(place)).FullName;
        string[] arguments =
        [
            "-n", "brownfield-land", "-s", Path.Combine(Samples, "specification"), "pipeline", "-o", Path.Combine(Samples, "organisation.csv"), "--endpoints", "e", .. options,
            _folder.At("resource.csv"), "transformed/brownfield-land/resource.csv",
        ];
        return Run.ProgramAsync(Run.DigitalLand, working, arguments, ("DIGITAL_LAND_NOW", "2024-05-02T02:00:00Z"));
    }

    /// <summary>What a run wrote, less the logs in var/, which say how long it took.</summary>
    private SortedDictionary<string, string> Files(string place) => new(
        Directory.EnumerateFiles(_folder.At(place), "*", SearchOption.AllDirectories).Where(path => !path.StartsWith(_folder.At(place, "var"), StringComparison.Ordinal)).ToDictionary(path => Path.GetRelativePath(_folder.At(place), path), File.ReadAllText),
        StringComparer.Ordinal);
}
