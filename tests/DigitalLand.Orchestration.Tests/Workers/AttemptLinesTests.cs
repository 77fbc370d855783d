using System.Text;
using DigitalLand.Orchestration.Logs;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Workers;

namespace DigitalLand.Orchestration.Tests.Workers;

public sealed class AttemptLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeptLog _log = new();
    private readonly AttemptLines _lines;

    public AttemptLinesTests() => _lines = new AttemptLines(Path, new Lease(1, 1, 1, 7, "w", "task", 0, 0, null!), _log);

    private string Path => System.IO.Path.Combine(_folder.Path, "log");

    [Fact]
    public void Lines_are_passed_on_when_they_are_whole_and_each_once()
    {
        _lines.PassOn();
        Append("one\ntw");
        _lines.PassOn();
        _lines.PassOn();
        Assert.Equal(["one"], _log.Lines);

        Append("o\r\n\nthree");
        _lines.PassOn();
        Assert.Equal(["one", "two", ""], _log.Lines);

        _lines.PassOn(isEnd: true);
        _lines.PassOn(isEnd: true);
        Assert.Equal(["one", "two", "", "three"], _log.Lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1024)]
    public void Whatever_the_lengths_of_lines_nothing_is_lost_or_said_twice(int seed)
    {
        TestContext.Current.SendDiagnosticMessage("seed {0}", seed);
        var random = new Random(seed);
        var written = new StringBuilder();
        for (var index = 0; index < 200; index++)
        {
            var text = new string((char)('a' + random.Next(26)), random.Next(5) == 0 ? random.Next(40_000) : random.Next(100)) + (random.Next(3) == 0 ? "" : "\n");
            written.Append(text);
            Append(text);
            if (random.Next(2) == 0)
            {
                _lines.PassOn();
            }
        }

        _lines.PassOn(isEnd: true);

        // Lines that are too long come in pieces, so line ends are all that may differ.
        Assert.Equal(written.Replace("\n", "").ToString(), string.Concat(_log.Lines));
        Assert.All(_log.Lines, line => Assert.InRange(line.Length, 0, 16 * 1024));
    }

    public void Dispose() => _folder.Dispose();

    private void Append(string text) => File.AppendAllText(Path, text);

    private sealed class KeptLog : OperatorLog
    {
        public List<string> Lines { get; } = [];

        public override void Write(LogEntry entry)
        {
            Assert.True(entry is { IsFromTask: true, Run: 7, Task: "task", Attempt: 1, Workflow: "w" });
            Lines.Add(entry.Message);
        }
    }
}
