using System.Text.Json;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Tests.Logs;

public sealed class OperatorLogTests
{
    private static readonly Lease Lease = new(9, 2, 1, 7, "tree-collection", "tree-transform[3]", 0, 0, null!);

    [Fact]
    public void A_line_of_json_has_the_moment_the_level_and_all_that_is_known_of_what_it_is_about()
    {
        using var output = new StringWriter();
        var log = new JsonLog(output, new TestClock(), "w1");

        log.Write(LogEntry.Of(Lease, Severity.Warning, "It said \"no\"\nand ended – <b>."));
        log.Trouble("lease", new IOException("away"));
        log.Write(LogEntry.Of(Lease, Severity.Information, "line") with { IsFromTask = true });

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(
            """{"timestamp":"2025-06-01T12:00:00.000Z","level":"warning","worker":"w1","workflow":"tree-collection","run":7,"task":"tree-transform[3]","attempt":2,"message":"It said \"no\"\nand ended – <b>."}""",
            lines[0]);
        Assert.Equal("""{"timestamp":"2025-06-01T12:00:00.000Z","level":"warning","worker":"w1","duty":"lease","message":"away"}""", lines[1]);
        Assert.Equal("task", JsonDocument.Parse(lines[2]).RootElement.GetProperty("from").GetString());
    }

    [Fact]
    public void Lines_for_people_say_what_they_are_about_first()
    {
        using var output = new StringWriter();
        var log = new TextLog(output);

        log.Write(new LogEntry(Severity.Information, "Ready."));
        log.Trouble("lease", new IOException("away"));
        log.Write(LogEntry.Of(Lease, Severity.Information, "begins."));
        log.Write(LogEntry.Of(Lease, Severity.Information, "120 rows") with { IsFromTask = true });
        log.Write(new LogEntry(Severity.Information, "succeeded.") { Workflow = "tree-collection", Run = 7 });

        Assert.Equal(
            """
            Ready.
            digital-land: lease: away
            tree-collection run 7, tree-transform[3], attempt 2: begins.
            tree-collection run 7, tree-transform[3], attempt 2> 120 rows
            tree-collection run 7: succeeded.

            """,
            output.ToString());
    }

    [Fact]
    public void Where_only_trouble_is_wanted_the_rest_is_not_said()
    {
        using var output = new StringWriter();
        var log = new TextLog(output, Severity.Warning);

        log.Write(new LogEntry(Severity.Information, "Ready."));
        log.Trouble("lease", new IOException("away"));

        Assert.Equal("digital-land: lease: away\n", output.ToString());
    }
}
