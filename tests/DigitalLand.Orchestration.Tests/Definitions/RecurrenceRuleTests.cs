using DigitalLand.Core.Hashing;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests.Definitions;

public sealed class RecurrenceRuleTests
{
    /// <summary>The reference's own examples.</summary>
    [Theory]
    [InlineData("2026-08-03", true)]
    [InlineData("2026-08-02", false)]
    [InlineData("2026-08-10", false)]
    [InlineData("2026-09-07", true)]
    public void The_first_monday_of_the_month(string day, bool included) =>
        Assert.Equal(included, RecurrenceRule.Parse("FREQ=MONTHLY;BYDAY=1MO").Includes(DateOnly.Parse(day)));

    [Fact]
    public void Daily_is_every_day_from_the_beginning_on()
    {
        var daily = RecurrenceRule.Parse("FREQ=DAILY");

        Assert.False(daily.Includes(new DateOnly(2024, 12, 31)));
        Assert.All(Enumerable.Range(0, 2_000), days => Assert.True(daily.Includes(RecurrenceRule.Begin.AddDays(days))));
    }

    /// <summary>
    /// Days from 2025 to 2030 as python-dateutil gives them: how many, the last one, and the beginning of the SHA-256 of all of them, one a line.
    /// </summary>
    [Theory]
    [InlineData("FREQ=DAILY", 2191, "2030-12-31", "91b70e957275aa33")]
    [InlineData("FREQ=DAILY;INTERVAL=3", 731, "2030-12-31", "11806f6012f984bc")]
    [InlineData("FREQ=DAILY;BYMONTH=2,7;BYDAY=SA,SU", 100, "2030-07-28", "9fc26e2458828736")]
    [InlineData("FREQ=WEEKLY", 313, "2030-12-25", "ae5682983ddac7a2")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", 313, "2030-12-27", "7e6d06459fd2f4b1")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", 312, "2030-12-23", "ac010a7e91039d53")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260630", 156, "2026-06-30", "1688296fd7905947")]
    [InlineData("FREQ=MONTHLY", 72, "2030-12-01", "1e5c0ac4988fc3fa")]
    [InlineData("FREQ=MONTHLY;BYDAY=1MO", 72, "2030-12-02", "048422315053f714")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", 72, "2030-12-27", "7524aa9291496324")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31", 42, "2030-12-31", "f7fdb0368232a1e5")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1,15", 144, "2030-12-31", "c4c7e9bdce3fcfc7")]
    [InlineData("FREQ=MONTHLY;INTERVAL=5;BYDAY=2TU,4TU", 30, "2030-11-26", "4e6a9a301a2f896e")]
    [InlineData("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", 10, "2030-12-13", "ae7a65f6b4f01297")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 72, "2030-12-31", "0f041fb72fbe8ac8")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3", 144, "2030-12-04", "cf6451e283ed53b7")]
    [InlineData("FREQ=YEARLY", 6, "2030-01-01", "b8a69d2bc929c320")]
    [InlineData("FREQ=YEARLY;BYMONTH=3", 6, "2030-03-01", "b7157a21a653ebec")]
    [InlineData("FREQ=YEARLY;BYMONTH=3,9;BYDAY=1SU", 12, "2030-09-01", "f94b5bafc8d91ecd")]
    [InlineData("FREQ=YEARLY;BYDAY=20MO", 6, "2030-05-20", "d29a057be5cba6f8")]
    [InlineData("FREQ=YEARLY;BYDAY=-1SU", 6, "2030-12-29", "507523923c91e67f")]
    [InlineData("FREQ=YEARLY;BYYEARDAY=1,100,-1", 18, "2030-12-31", "77c676146d68edc4")]
    [InlineData("FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=29;BYMONTH=2", 0, "", "e3b0c44298fc1c14")]
    public void The_series_is_that_of_dateutil(string rule, int count, string last, string hash)
    {
        var parsed = RecurrenceRule.Parse(rule);
        var days = Enumerable.Range(0, 2_191).Select(RecurrenceRule.Begin.AddDays).Where(parsed.Includes).Select(day => day.ToString("yyyy-MM-dd")).ToList();

        Assert.Equal((count, last), (days.Count, days.LastOrDefault() ?? ""));
        Assert.StartsWith(hash, Sha256Hex.OfText(string.Join('\n', days)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BYDAY=1MO", "needs FREQ")]
    [InlineData("FREQ=HOURLY", "not HOURLY")]
    [InlineData("FREQ=WEEKLY;BYDAY=1MO", "needs FREQ=MONTHLY")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY does not go")]
    [InlineData("FREQ=DAILY;COUNT=3", "COUNT cannot stand")]
    [InlineData("FREQ=MONTHLY;BYDAY=MOO", "no weekday")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO", "no weekday")]
    [InlineData("FREQ=MONTHLY;BYMONTH=13", "BYMONTH is '13'")]
    [InlineData("FREQ=DAILY;;", "no part")]
    [InlineData("FREQ=DAILY;FREQ=DAILY", "stands twice")]
    [InlineData("", "no part")]
    public void What_cannot_be_a_filter_of_days_is_said(string rule, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => RecurrenceRule.Parse(rule)).Message, StringComparison.Ordinal);
}
