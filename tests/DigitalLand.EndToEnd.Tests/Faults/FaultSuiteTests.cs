using System.Text.RegularExpressions;

namespace DigitalLand.EndToEnd.Tests.Faults;

/// <summary>The orchestrator's faults, by their numbers in <c>bench/long-tests.md</c>: none of them is without a test, and the table tells of every one.</summary>
public sealed partial class FaultSuiteTests
{
    private static readonly int[] Faults = [.. Enumerable.Range(1, 12), 17, 19, 20, 43];

    [Fact]
    public void Every_fault_that_the_orchestrator_is_to_survive_has_a_test()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Marks().Matches(File.ReadAllText(file)))
            .SelectMany(mark => mark.Groups["numbers"].Value.Split(','))
            .Select(int.Parse)
            .Distinct();

        Assert.Equal(Faults, tests.Order());
    }

    [Fact]
    public void The_table_of_faults_names_the_tests_that_there_are()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Marked().Matches(text))
            .SelectMany(mark => mark.Groups["numbers"].Value.Split(',').Select(number => $"{number.Trim()} {mark.Groups["name"].Value}"));
        var table = Rows().Matches(File.ReadAllText(Path.Combine(Repository.Root, "bench", "long-tests.md")))
            .SelectMany(row => Names().Matches(row.Groups["tests"].Value).Select(name => $"{row.Groups["number"].Value} {name.Groups["name"].Value}"));

        Assert.Equal(tests.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\[Fault\((?<numbers>[0-9, ]+)\)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\[Fault\((?<numbers>[0-9, ]+)\)\]\s+(\[InlineData[^\n]*\s+)*public (async Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^\| (?<number>[0-9]+) \| [^|]+ \| (?<tests>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<name>[A-Z]\\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
