using System.Xml.Linq;

namespace DigitalLand.EndToEnd.Tests;

/// <summary>The arrows between projects run one way: from the program down to the nouns.</summary>
public sealed class ArchitectureTests
{
    /// <summary>Project to the projects that it may know. Collection, Transform and Datasets never know each other: they meet in files.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Geometry"] = ["Core"],
        ["DuckDb"] = ["Core"],
        ["Collection"] = ["Core", "Geometry", "DuckDb"],
        ["Transform"] = ["Core", "Geometry", "DuckDb"],
        ["Datasets"] = ["Core", "Geometry", "DuckDb"],
        ["Orchestration"] = ["Core", "Geometry", "DuckDb", "Collection", "Transform", "Datasets"],
        ["Web"] = ["Core", "Geometry", "DuckDb", "Collection", "Transform", "Datasets", "Orchestration"],
        ["Cli"] = ["Core", "Geometry", "DuckDb", "Collection", "Transform", "Datasets", "Orchestration", "Web"],
    };

    private static readonly string[] Projects = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)];

    public static TheoryData<string> ProjectNames => [.. Projects.Select(Name)];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void A_project_knows_only_projects_below_it(string name)
    {
        var project = Array.Find(Projects, path => Name(path) == name)!;
        var known = XDocument.Load(project).Descendants("ProjectReference").Select(reference => Name(reference.Attribute("Include")!.Value));

        Assert.Empty(known.Except(Allowed[name]));
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_a_test_project_or_is_tested_end_to_end()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "DigitalLand.slnx"));

        Assert.NotEmpty(Projects);
        foreach (var name in Projects.Select(Name))
        {
            Assert.Contains($"src/DigitalLand.{name}/DigitalLand.{name}.csproj", solution, StringComparison.Ordinal);
            var tests = name == "Cli" ? "EndToEnd" : name;
            Assert.Contains($"tests/DigitalLand.{tests}.Tests/DigitalLand.{tests}.Tests.csproj", solution, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_source_file_passes_four_hundred_lines()
    {
        var long_ones = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Count() > 400)
            .Select(Path.GetFileName);

        Assert.Empty(long_ones);
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/').Split('/')[^1])["DigitalLand.".Length..];
}
