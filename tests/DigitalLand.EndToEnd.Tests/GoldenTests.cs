namespace DigitalLand.EndToEnd.Tests;

/// <summary>Recorded runs of the reference, byte for byte, where the recordings lie beside the repository.</summary>
public sealed class GoldenTests
{
    [Fact]
    public async Task Every_recorded_run_comes_out_equal()
    {
        var shared = Repository.RequireShared();
        var python = await Run.ProgramAsync("sh", shared, ["-c", "command -v python3"]);
        Assert.SkipUnless(python.ExitCode == 0, "There is no python3 to run the comparison.");

        var golden = await Run.ProgramAsync(Path.Combine(shared, "tools", "golden"), shared, ["--cli", Run.DigitalLand]);

        Assert.True(golden.ExitCode == 0, golden.Out + golden.Error);
        Assert.EndsWith(" 0 failed\n", golden.Out, StringComparison.Ordinal);
    }
}
