using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

/// <summary>Whatever is done to a definition, reading it ends in workflows or in problems with a line of the file, never in an exception.</summary>
public sealed class DamagedDefinitionTests(ITestOutputHelper output)
{
    private static readonly string[] Scraps =
        ["${{ params.x }}", "${{", "}}", "{", "]", "- ", ": ", "&a ", "*a", "'", "\"", "\t", "null", "~", "needs: ", "for-each: datasets", "tasks:", "[]", "? ", "|", ">", "%", "!!binary x", "\u0000", "0 0 * * *", "-1", "99999999999999999999", "*"];

    private static readonly int Rounds = Environment.GetEnvironmentVariable("DIGITAL_LAND_LONG_TESTS") is { Length: > 0 } ? 5_000 : 250;

    [Fact]
    public void A_damaged_definition_is_refused_or_read()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var datasets = folder.Write("dataset.csv", Country.Datasets);
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "workflows"), "*.yaml").Order(StringComparer.Ordinal).Select(file => new DefinitionFile(Path.GetFileName(file), File.ReadAllText(file))).ToArray();
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var index = random.Next(files.Length);
            var damaged = files[index] with { Text = Damage(files[index].Text, random) };
            var read = CatalogueReader.Read([.. files.Where(file => file.Key != damaged.Key), damaged], datasets, "production");
            CatalogueCheck.Of(read.Files, read.Lines);

            refused += read.Problems.Count > 0 ? 1 : 0;
            Assert.All(read.Problems, problem => Assert.InRange(problem.Line, 1, Lines(problem.File == damaged.Key ? damaged : files.Single(file => file.Key == problem.File)) + 1));
            Assert.All(read.Problems, problem => Assert.True(problem.Message.EndsWith('.') || problem.Message.EndsWith('?'), problem.Message));
            foreach (var workflow in read.Files.Values.SelectMany(workflows => workflows))
            {
                Assert.Equal(workflow.Version, WorkflowJson.WithVersion(WorkflowJson.Read(WorkflowJson.Write(workflow))).Version);
            }
        }

        output.WriteLine($"{refused} of {Rounds} refused");
        Assert.InRange(refused, Rounds / 6, Rounds - 1);
    }

    private static int Lines(DefinitionFile file) => file.Text.Split('\n').Length;

    private static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var lines = text.Split('\n').ToList();
            var line = random.Next(lines.Count);
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    lines.RemoveAt(line);
                    text = string.Join('\n', lines);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count), lines[line]);
                    text = string.Join('\n', lines);
                    break;
                case 2:
                    lines[line] = "  " + lines[line];
                    text = string.Join('\n', lines);
                    break;
                case 3:
                    text = text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 4:
                    text = text.Insert(at, Scraps[random.Next(Scraps.Length)]);
                    break;
                default:
                    text = text.Remove(at);
                    break;
            }

            text = text.Length == 0 ? "\n" : text;
        }

        return text;
    }
}
