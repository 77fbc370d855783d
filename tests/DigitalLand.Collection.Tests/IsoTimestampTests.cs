namespace DigitalLand.Collection.Tests;

public class IsoTimestampTests
{
    [Theory]
    [InlineData("2024-05-01T02:00:00Z", "2024-05-01T02:00:00")]
    [InlineData("2024-05-01T02:00:00.1234569Z", "2024-05-01T02:00:00.123456")]
    [InlineData("2024-05-01T02:00:00.5Z", "2024-05-01T02:00:00.500000")]
    [InlineData("2024-05-01T02:00:00.0000009Z", "2024-05-01T02:00:00")]
    [InlineData("2024-05-01T02:00:00+01:00", "2024-05-01T01:00:00")]
    public void A_time_is_written_as_Python_writes_it(string time, string expected) =>
        Assert.Equal(expected, IsoTimestamp.Of(DateTimeOffset.Parse(time)));

    [Theory]
    [InlineData("2024-05-01T02:00:00", "2024-05-01")]
    [InlineData("2024-05-01", "2024-05-01")]
    [InlineData("2024-13-01T02:00:00", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void The_day_of_a_time_is_its_beginning(string time, string? expected) => Assert.Equal(expected, IsoTimestamp.DayOf(time));
}
