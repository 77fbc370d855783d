using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Runs;
using DigitalLand.Orchestration.Scheduling;
using DigitalLand.Orchestration.Store;
using DigitalLand.Orchestration.Tests.Faults;
using DigitalLand.Orchestration.Tests.Store;

namespace DigitalLand.Orchestration.Tests.Scheduling;

/// <summary>Schedules against clocks that jump, machines that sleep, and other schedulers. The same for both stores.</summary>
public abstract class ScheduleBookTests
{
    private protected abstract Task<Engine> StartAsync(params Workflow[] workflows);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schedule_fires_at_each_of_its_points_once()
    {
        await using var engine = await StartAsync(At("0 0 * * *"));

        await PassAsync(engine, TimeSpan.FromDays(3), TimeSpan.FromMinutes(30));

        Assert.Equal(["2025-06-02", "2025-06-03", "2025-06-04"], await DatesAsync(engine));
    }

    [Fact]
    [Fault(8)]
    public async Task A_clock_set_a_day_forward_and_back_again_makes_no_run_twice_and_loses_none()
    {
        await using var engine = await StartAsync(At("0 0 * * *"));
        await engine.Book.FollowAsync(Flow.Catalogue(At("0 0 * * *")), Cancel);
        await PassAsync(engine, TimeSpan.FromDays(1), TimeSpan.FromMinutes(30));

        engine.Clock.Jump(TimeSpan.FromDays(1));
        await PassAsync(engine, TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));
        engine.Clock.Jump(TimeSpan.FromDays(-1));
        await PassAsync(engine, TimeSpan.FromDays(3), TimeSpan.FromMinutes(30));

        Assert.Equal(["2025-06-02", "2025-06-03", "2025-06-04", "2025-06-05"], await DatesAsync(engine));
    }

    [Fact]
    [Fault(8)]
    public async Task A_clock_set_a_day_back_makes_no_run_twice_and_loses_none()
    {
        await using var engine = await StartAsync(At("0 0 * * *"));
        await PassAsync(engine, TimeSpan.FromDays(1), TimeSpan.FromMinutes(30));

        engine.Clock.Jump(TimeSpan.FromDays(-1));
        await PassAsync(engine, TimeSpan.FromDays(3), TimeSpan.FromMinutes(30));

        Assert.Equal(["2025-06-02", "2025-06-03", "2025-06-04"], await DatesAsync(engine));
    }

    [Theory]
    [Fault(8)]
    [InlineData("2025-03-29T12:00:00Z", 3)]
    [InlineData("2025-10-25T12:00:00Z", 3)]
    public async Task A_night_in_which_the_clocks_change_has_one_run(string start, int runs)
    {
        // Half past one in London is left out in March and comes twice in October.
        await using var engine = await StartAsync(At("30 1 * * *", "Europe/London"));
        engine.Clock.Jump(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture) - engine.Clock.GetUtcNow());
        await PassAsync(engine, TimeSpan.FromDays(3), TimeSpan.FromMinutes(30));

        Assert.Equal(runs, (await DatesAsync(engine)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(runs, (await DatesAsync(engine)).Count);
    }

    [Theory]
    [Fault(9)]
    [InlineData(Missed.RunOnce, "succeeded")]
    [InlineData(Missed.Skip, "skipped")]
    public async Task A_machine_that_slept_over_two_points_does_as_its_policy_says_and_shows_it(Missed missed, string state)
    {
        await using var engine = await StartAsync(At("0 0 * * *", missed: missed));
        await engine.Book.FollowAsync(Flow.Catalogue(At("0 0 * * *", missed: missed)), Cancel);

        engine.Clock.Advance(TimeSpan.FromHours(40));
        await engine.WorkAsync();

        Assert.Equal([state], await engine.TextAsync("select state from run"));
        Assert.Contains("2 starts came due", (await engine.TextAsync("select note from run"))[0], StringComparison.Ordinal);
        await PassAsync(engine, TimeSpan.FromHours(24), TimeSpan.FromMinutes(30));
        Assert.Equal(["2025-06-03", "2025-06-04"], await DatesAsync(engine));
    }

    [Fact]
    [Fault(10)]
    public async Task Of_two_schedulers_on_one_store_one_fires_each_point()
    {
        await using var engine = await StartAsync(At("* * * * *"));
        await engine.Book.FollowAsync(Flow.Catalogue(At("* * * * *")), Cancel);
        for (var minute = 0; minute < 20; minute++)
        {
            engine.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new ScheduleBook(engine.Database, engine.Clock).StartNextAsync(Cancel), Cancel)));
        }

        Assert.Equal(20, (await DatesAsync(engine)).Count);
    }

    [Fact]
    public async Task A_schedule_that_is_changed_waits_for_its_new_point_and_one_that_is_gone_fires_no_more()
    {
        await using var engine = await StartAsync(At("0 0 * * *"));
        await engine.Book.FollowAsync(Flow.Catalogue(At("0 0 * * *")), Cancel);
        await engine.Book.FollowAsync(Flow.Catalogue(At("0 6 * * *")), Cancel);

        Assert.Equal(new DateTimeOffset(2025, 6, 2, 6, 0, 0, TimeSpan.Zero), await engine.Book.NextAsync(Cancel));
        await engine.Book.FollowAsync(Flow.Catalogue(), Cancel);
        Assert.Null(await engine.Book.NextAsync(Cancel));
    }

    private static Workflow At(string cron, string zone = "UTC", Missed missed = Missed.RunOnce) =>
        (Flow.Of("night", Flow.Task("a")) with { Schedule = new Schedule { Cron = cron, TimeZone = zone, Missed = missed } }).Anew();

    private static async Task PassAsync(Engine engine, TimeSpan time, TimeSpan step)
    {
        await engine.FollowAsync();
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await engine.WorkAsync();
            engine.Clock.Advance(step);
        }

        await engine.WorkAsync();
    }

    private static Task<List<string>> DatesAsync(Engine engine) => engine.TextAsync("select date from run order by id");
}

public sealed class SqliteScheduleBookTests : ScheduleBookTests
{
    private protected override Task<Engine> StartAsync(params Workflow[] workflows) => Engine.StartAsync(address: null, workflows);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresScheduleBookTests(PostgresServer server) : ScheduleBookTests
{
    private protected override async Task<Engine> StartAsync(params Workflow[] workflows) => await Engine.StartAsync(await server.NewAddressAsync(), workflows);
}
