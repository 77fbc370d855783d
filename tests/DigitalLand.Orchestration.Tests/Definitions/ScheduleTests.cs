using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Definitions;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("0 0 * * *", "2026-01-01T00:00Z", "2026-01-02T00:00Z")]
    [InlineData("0 0 * * *", "2025-12-31T23:59:59Z", "2026-01-01T00:00Z")]
    [InlineData("0 13 * * 0", "2026-08-03T00:00Z", "2026-08-09T13:00Z")]
    [InlineData("0 13 * * 7", "2026-08-03T00:00Z", "2026-08-09T13:00Z")]
    [InlineData("*/15 9-10 * * MON-FRI", "2026-08-07T10:46Z", "2026-08-10T09:00Z")]
    [InlineData("5,35 * * * *", "2026-08-07T10:05Z", "2026-08-07T10:35Z")]
    [InlineData("0 0 29 2 *", "2026-01-01T00:00Z", "2028-02-29T00:00Z")]
    [InlineData("0 0 1 JAN *", "2026-01-01T00:00Z", "2027-01-01T00:00Z")]
    [InlineData("10/20 0 * * *", "2026-01-01T00:31Z", "2026-01-01T00:50Z")]
    public void The_next_start_after_a_moment(string cron, string after, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next), new Schedule { Cron = cron }.NextAfter(DateTimeOffset.Parse(after)));

    [Fact]
    public void Of_the_starts_of_cron_only_those_on_its_days_count()
    {
        var schedule = new Schedule { Cron = "30 2 * * *", Days = "FREQ=MONTHLY;BYDAY=1MO" };

        Assert.Equal(DateTimeOffset.Parse("2026-08-03T02:30Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-07-06T02:30Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-09-07T02:30Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-08-03T02:30Z")));
    }

    [Fact]
    public void A_start_in_the_hour_that_spring_leaves_out_happens_once_right_after_it()
    {
        var schedule = new Schedule { Cron = "*/20 1 * * *", TimeZone = "Europe/London" };

        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:00Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-03-28T23:00Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-03-30T00:00Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-03-29T01:00Z")));
    }

    [Fact]
    public void A_start_in_the_hour_that_autumn_doubles_happens_the_first_time_only()
    {
        var schedule = new Schedule { Cron = "30 1 * * *", TimeZone = "Europe/London" };

        Assert.Equal(DateTimeOffset.Parse("2026-10-25T00:30Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-10-24T12:00Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-10-26T01:30Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-10-25T00:30Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-10-26T01:30Z"), schedule.NextAfter(DateTimeOffset.Parse("2026-10-25T01:30Z")));
    }

    [Fact]
    public void A_year_of_nights_in_a_zone_whose_clocks_change_has_one_start_for_each_day()
    {
        var schedule = new Schedule { Cron = "30 1 * * *", TimeZone = "Europe/London" };
        var starts = new List<DateTimeOffset>();
        for (var next = schedule.NextAfter(DateTimeOffset.Parse("2026-01-01T00:00Z")); next is { Year: 2026 } start; next = schedule.NextAfter(start))
        {
            starts.Add(start);
        }

        Assert.Equal(365, starts.Count);
        Assert.Equal(365, starts.Select(schedule.DayOf).Distinct().Count());
    }

    [Theory]
    [InlineData("0 0 * *", "has 4 fields")]
    [InlineData("60 0 * * *", "'60' is no minute")]
    [InlineData("0 0 30 2 *", "never true")]
    [InlineData("0 0 1 * 1", "restricts both")]
    [InlineData("0 5-2 * * *", "runs backwards")]
    [InlineData("0 0 * FOO *", "'FOO' is no month")]
    public void What_cron_cannot_mean_is_said(string cron, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => CronExpression.Parse(cron)).Message, StringComparison.Ordinal);
}
