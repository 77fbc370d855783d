using DigitalLand.Core;
using DigitalLand.Core.Text;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class DateDatatypeTests
{
    private static readonly PinnedClock LeapDay = new(new DateTimeOffset(2024, 2, 29, 23, 0, 0, TimeSpan.Zero));
    private readonly DateDatatype _date = new("start-date", LeapDay);

    [Theory]
    [InlineData("1/2/2020", "2020-02-01")]
    [InlineData("2020-1-2", "2020-01-02")]
    [InlineData("2020-01-02 ", "2020-01-02")]
    [InlineData("\"2020-01-02\"", "2020-01-02")]
    [InlineData(",2020-01-02", "2020-01-02")]
    [InlineData("2020-01-02T00:00:00.000+0000", "2020-01-02")]
    [InlineData("2020-01-02T03:04:05.1+01:00", "2020-01-02")]
    [InlineData("01/13/2020", "2020-01-13")]
    [InlineData("1 january 2020", "2020-01-01")]
    [InlineData("January 2020", "2020-01-01")]
    [InlineData("JAN-20", "2020-01-01")]
    [InlineData("01-JAN-68", "2068-01-01")]
    [InlineData("01-JAN-69", "1969-01-01")]
    [InlineData("0020", "0020-01-01")]
    [InlineData("0001-01-01", "0001-01-01")]
    [InlineData("9999-12-31", "9999-12-31")]
    [InlineData("1609459200.5", "2021-01-01")]
    [InlineData("123456789", "1973-11-29")]
    [InlineData("1234567890123", "2009-02-13")]
    [InlineData("2020  01   02", "2020-01-02")]
    [InlineData("Fri, 11 Dec 2025 00:00:00 GMT", "2025-12-11")]
    [InlineData("2020/01/02 03:04:05+01:00", "2020-01-02")]
    [InlineData("2020/01/02 03:04:05Z", "2020-01-02")]
    [InlineData("2020/01/02 03:04:05+00", "2020-01-02")]
    [InlineData("Sep 5, 2020", "2020-09-05")]
    [InlineData("2020 1", "2020-01-01")]
    [InlineData("1.1.20", "2020-01-01")]
    [InlineData("2020-1", "2020-01-01")]
    [InlineData("2020-01-02T03:04:05z", "2020-01-02")]
    [InlineData("10000000000", "1970-04-26")]
    [InlineData("9999999999", "1970-04-26")]
    [InlineData("-62135596800", "1968-01-12")]
    [InlineData("13/12/2020", "2020-12-13")]
    [InlineData("2020-13-12", "2020-12-13")]
    [InlineData("20200102", "2020-01-02")]
    [InlineData("20200102030405", "2020-01-02")]
    [InlineData("2020", "2020-01-01")]
    [InlineData("2020.0", "2020-01-01")]
    [InlineData("Jan-20", "2020-01-01")]
    [InlineData("01/01/69", "1969-01-01")]
    [InlineData("01/01/68", "2068-01-01")]
    [InlineData("1609459200000.0", "2021-01-01")]
    [InlineData("171512345678", "1975-06-09")]
    [InlineData("-6048000000", "1969-10-23")]
    [InlineData("2024-07-04T13:41:46.7084023+01:00", "2024-07-04")]
    [InlineData("2024-07-04T13:41:46.708402345678Z", "2024-07-04")]
    [InlineData("2020/01/02T03:04:05.123456789", "2020-01-02")]
    [InlineData("22/05/2018\u00a0", "2018-05-22")]
    [InlineData("4102444800", "2100-01-01")]
    [InlineData("4102444801", "1970-02-17")]
    [InlineData("\" 5/06/2020", "2020-06-05")]
    [InlineData("٢٠٢٠-01-02", "2020-01-02")]
    [InlineData("2020/01/02 03:04:05+01:00:30", "2020-01-02")]
    public void A_date_is_read_by_the_first_format_that_fits(string text, string expected)
    {
        var trimmed = PythonText.Strip(text).Trim('"', ',');

        Assert.True(DateParser.TryParse(ref trimmed, out var date));
        Assert.Equal(expected, date.ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData("\" 2020-01-02\"")]
    [InlineData("2020-02-30")]
    [InlineData("30-02-2020")]
    [InlineData("2020-01-02T00:00")]
    [InlineData("2020-01-02T00:00:00+00:00")]
    [InlineData("2020-01-02 00:00")]
    [InlineData("2020-01-02 03:04:05.123")]
    [InlineData("13/13/2020")]
    [InlineData("1 Jan 2020")]
    [InlineData("1st January 2020")]
    [InlineData("Jan 2020")]
    [InlineData("Jan-2020")]
    [InlineData("2020-Jan-01")]
    [InlineData("202001")]
    [InlineData("20200132")]
    [InlineData("99")]
    [InlineData("12345678")]
    [InlineData("12345678901234")]
    [InlineData("2020-01-02T03:04:60")]
    [InlineData("Sept 5, 2020")]
    [InlineData("2020.13.01")]
    [InlineData("2020-13")]
    [InlineData("1-1-1")]
    [InlineData("12/2020")]
    [InlineData("12-20")]
    [InlineData("05 / 06 / 2020")]
    [InlineData("1/2/20 10:30")]
    [InlineData("inf")]
    [InlineData("1e9")]
    [InlineData("-2020")]
    [InlineData("16094592000000")]
    [InlineData("2019-02-29")]
    [InlineData("foo")]
    [InlineData("2020-01-02T00:00:00+00")]
    [InlineData("2020/01/02 03:04:05+24:00")]
    [InlineData("2020/01/02 03:04:05+0100:30")]
    [InlineData("2020/01/02 03:04:05z")]
    [InlineData("0000-01-01")]
    [InlineData("1٣/01/202")]
    [InlineData("Date")]
    public void What_no_format_fits_is_no_date(string text) =>
        Rejection.Expect(_date.Normalise(text), "invalid date", text, "start-date must be a real date");

    [Theory]
    [InlineData("2020-01-02")]
    [InlineData("1799-12-31")]
    [InlineData("2074-02-28")]
    public void A_date_in_its_kept_form_stays_as_it_is(string text) => Assert.Equal(Normalised.Clean(text), _date.Normalise(text));

    [Theory]
    [InlineData("2/1/2020", "2020-01-02")]
    [InlineData(" \"2020-1-2\",", "2020-01-02")]
    [InlineData("2020-01-02T03:04:05.678Z", "2020-01-02")]
    public void A_date_is_kept_as_year_month_day(string text, string expected) => Assert.Equal(expected, _date.Normalise(text).Value);

    [Theory]
    [InlineData("1799-12-30", "1799-12-30")]
    [InlineData(" 30/12/1799 ", "30/12/1799")]
    [InlineData("0020", "0020")]
    public void A_date_before_1799_ends_is_far_past(string text, string quoted) =>
        Rejection.Expect(_date.Normalise(text), "far-past-date", text, $"{quoted} is before 1799-12-31");

    [Theory]
    [InlineData("2074-03-01", "2074-03-01")]
    [InlineData("9999-12-31T01:02:03.123456789Z", "9999-12-31T01:02:03.123456")]
    public void A_date_beyond_fifty_years_is_far_future_and_29_February_counts_as_28(string text, string quoted) =>
        Rejection.Expect(_date.Normalise(text), "far-future-date", text, $"{quoted} is after 2074-02-28");
}
