namespace DigitalLand.Core.Tests;

public sealed class ClockTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(Clock.Variable);

    [Theory]
    [InlineData("2024-05-01T02:00:00Z", "2024-05-01T02:00:00Z", "2024-05-01")]
    [InlineData("2024-05-01", "2024-05-01T00:00:00Z", "2024-05-01")]
    [InlineData("2024-05-01T00:30:00+01:00", "2024-04-30T23:30:00Z", "2024-04-30")]
    public void The_environment_pins_the_clock_and_today_is_the_day_in_UTC(string variable, string now, string today)
    {
        Environment.SetEnvironmentVariable(Clock.Variable, variable);
        var clock = Clock.FromEnvironment();
        Assert.Equal(now, clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"));
        Assert.Equal(today, clock.Today().ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Without_it_the_system_clock_runs(string? variable)
    {
        Environment.SetEnvironmentVariable(Clock.Variable, variable);
        Assert.IsNotType<PinnedClock>(Clock.FromEnvironment());
    }

    [Fact]
    public void What_is_no_time_is_wrong_use_and_quoted()
    {
        Environment.SetEnvironmentVariable(Clock.Variable, "yesterday");
        Assert.Equal(
            "DIGITAL_LAND_NOW is 'yesterday', which is not an ISO 8601 time such as 2024-05-01T02:00:00Z.",
            Assert.Throws<WrongUseException>(Clock.FromEnvironment).Message);
    }

    [Fact]
    public void A_pinned_clock_still_measures_elapsed_time()
    {
        var clock = new PinnedClock(DateTimeOffset.UnixEpoch);
        var start = clock.GetTimestamp();
        SpinWait.SpinUntil(() => clock.GetTimestamp() > start);
        Assert.True(clock.GetElapsedTime(start) > TimeSpan.Zero);
        Assert.Equal(DateTimeOffset.UnixEpoch, clock.GetUtcNow());
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Clock.Variable, _before);
}
