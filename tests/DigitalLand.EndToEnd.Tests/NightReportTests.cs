using DigitalLand.Cli.Night;
using DigitalLand.Core;

namespace DigitalLand.EndToEnd.Tests;

public sealed class NightReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_has_a_column_for_each_collection_and_one_for_all()
    {
        var output = new StringWriter { NewLine = "\n" };
        NightReport.Write([Outcome("brownfield-land", 5, facts: 1200), Outcome("tree", 2, facts: 34)], output);

        Assert.Equal(
            """
                                   brownfield-land  tree    all
            endpoints tried                      5     2      7
              asked already today                1     1      2
              without data                       1     1      2
            resources                            3     3      6
              transformed                        2     2      4
              up to date                         1     1      2
              unreadable                         1     1      2
            lines read                         200   200    400
            rows kept                          100   100    200
            datasets assembled                   1     1      2
              unchanged                          0     0      0
            datasets published                   1     1      2
              unchanged                          0     0      0
              held                               1     1      2
            facts                            1,200    34  1,234
            entities                            50    50    100
            issues: error                        2     2      4
            issues: unrated                      1     1      2
            seconds: collect                  1.50  1.50   3.00
              plan                            0.01  0.01   0.02
              transform                       2.00  2.00   4.00
              assemble                        0.25  0.25   0.50
              publish                         0.50  0.50   1.00

            Endpoints without data
              http://127.0.0.1:1/x.csv  404
              http://127.0.0.1:1/x.csv  404

            Resources that cannot be read as a table
              0123abcd  no charset
              0123abcd  no charset

            Held: tree is not published, because a person has to look first
              entity-count  Half of it is gone.

            Held: tree is not published, because a person has to look first
              entity-count  Half of it is gone.

            The grid was not found.

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    [Fact]
    public void A_plain_line_is_written_when_a_stage_is_done_and_not_before()
    {
        var error = new StringWriter { NewLine = "\n" };
        var progress = new PlainNightProgress(error);

        progress.Report(new NightStep("collect", "tree", 0, 2, "endpoints"));
        progress.Report(new NightStep("collect", "tree", 1, 2, "endpoints"));
        progress.Report(new NightStep("collect", "tree", 2, 2, "endpoints"));

        Assert.Equal("collect tree: endpoints 2 of 2\n", error.ToString());
    }

    [Fact]
    public void A_folder_serves_one_night_at_a_time()
    {
        using (NightLock.Take(_folder.Path))
        {
            var error = Assert.Throws<WrongUseException>(() => NightLock.Take(_folder.Path));
            Assert.Contains("--directory", error.Message, StringComparison.Ordinal);
        }

        NightLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void What_was_assembled_is_remembered_until_an_input_or_an_output_changes()
    {
        var folder = new CollectionFolder(_folder.At("tree-preservation-order"));
        Write(Path.Combine(folder.Transformed("tree"), "r.csv"), "a");
        Write(folder.Sqlite("tree"), "made");
        var inputs = new DatasetFingerprint(folder, "tree", "specification");
        var hash = inputs.Hash();
        Assert.False(inputs.MadeFrom(hash, folder.Sqlite("tree")));
        inputs.Remember(hash);

        Assert.True(inputs.MadeFrom(inputs.Hash(), folder.Sqlite("tree")));
        Assert.False(inputs.MadeFrom(hash, folder.Sqlite("tree"), folder.Csv("tree")));
        Assert.NotEqual(hash, new DatasetFingerprint(folder, "tree", "another").Hash());
        foreach (var path in new[] { Path.Combine(folder.Issues("tree"), "r.csv"), folder.Resources, folder.Organisations, Path.Combine(folder.Transformed("tree"), "r.csv") })
        {
            Write(path, "b");
            var changed = inputs.Hash();
            Assert.NotEqual(hash, changed);
            hash = changed;
        }
    }

    private static CollectionNight Outcome(string name, int tried, long facts)
    {
        var failure = new EndpointFailure("http://127.0.0.1:1/x.csv", "404");
        return new CollectionNight(
            name,
            new CollectResult(tried, 1, [failure], TimeSpan.FromSeconds(1.5)),
            new PlanResult(3, [], TimeSpan.FromMilliseconds(10)),
            new TransformResult(2, 1, [new UnreadableResource("0123abcd", "no charset")], ["The grid was not found."], TimeSpan.FromSeconds(2)),
            new AssembleResult(1, 0, TimeSpan.FromSeconds(0.25)),
            new PublishResult(1, 0, [new HeldDataset("tree", ["entity-count  Half of it is gone."])], TimeSpan.FromSeconds(0.5)),
            new DatasetCounts(200, 100, facts, 50),
            Issues());
    }

    private static IssueCounts Issues()
    {
        using var folder = new TemporaryFolder();
        Write(folder.At("issue-type.csv"), "issue-type,severity\r\ninvalid date,error\r\n");
        Write(folder.At("issue", "r.csv"), "issue-type,value\r\ninvalid date,a\r\ninvalid date,b\r\nnever heard of,c\r\n");
        return IssueCounts.Read(folder.Path, folder.At("issue"));
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
