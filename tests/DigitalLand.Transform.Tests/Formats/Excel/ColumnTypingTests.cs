namespace DigitalLand.Transform.Tests.Formats.Excel;

/// <summary>What a column's values come out as, which depends on all of them. Cells are in the shorthand of <see cref="WorkbookFile.Cell"/>.</summary>
public class ColumnTypingTests
{
    [Theory]
    [InlineData("n:1|n:2", "1|2")]
    [InlineData("n:1.0|n:2e3", "1|2000")]
    [InlineData("n:1||n:12", "1.0||12.0")]
    [InlineData("n:1|n:2.5", "1.0|2.5")]
    [InlineData("n:1|e:#DIV/0!", "1.0|")]
    [InlineData("n:-0.882365|n:52.325422", "-0.882365|52.325422")]
    [InlineData("n:0.00001|n:0.5", "1e-05|0.5")]
    [InlineData("n:0.1|n:1e16", "0.1|1e+16")]
    [InlineData("p:0.25|p:1", "0.25|1.0")]
    [InlineData("n:9007199254740993|n:1", "9007199254740993|1")]
    [InlineData("n:1e20|n:1", "1e+20|1.0")]
    [InlineData("n:1e20|s:x", "100000000000000000000|x")]
    public void Integers_stay_integers_unless_the_column_has_blanks_or_fractions(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("s:007|s:12", "7|12")]
    [InlineData("s: 7 |n:12", "7|12")]
    [InlineData("s:+5|s:-3", "5|-3")]
    [InlineData("s:1.50|s:2", "1.5|2.0")]
    [InlineData("s:.5|s:1.", "0.5|1.0")]
    [InlineData("s:1e-2|s:1E3", "0.01|1000.0")]
    [InlineData("s:007|", "7.0|")]
    [InlineData("s:007|s:n/a", "7.0|")]
    [InlineData("s:inf|s:-Infinity", "inf|-inf")]
    [InlineData("s:007|s:x", "007|x")]
    [InlineData("s:1,000|s:5", "1,000|5")]
    [InlineData("s:1e|s:5", "1e|5")]
    [InlineData("s:0x10|s:5", "0x10|5")]
    [InlineData("s:1_000|s:5", "1_000|5")]
    [InlineData("s:9223372036854775807|s:1", "9223372036854775807|1")]
    [InlineData("s:18446744073709551615|s:1", "18446744073709551615|1")]
    [InlineData("s:18446744073709551615|", "18446744073709551615|")]
    [InlineData("s:18446744073709551616|s:01", "18446744073709551616|01")]
    [InlineData("s:123456789.12345678|s:0", "123456789.12345678|0.0")]
    public void Numeric_texts_are_numbers_where_the_whole_column_is(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("b:1|b:0", "True|False")]
    [InlineData("b:1|", "1.0|")]
    [InlineData("b:1|n:5", "1|5")]
    [InlineData("b:1|n:0.5", "1.0|0.5")]
    [InlineData("s:TRUE|s:false", "True|False")]
    [InlineData("s:true|b:0|", "True|False|")]
    [InlineData("b:1|s:yes", "True|yes")]
    [InlineData("s:x|n:1|b:1", "x|1|1")]
    [InlineData("s:x|b:0|n:0", "x|False|False")]
    public void Truth_values_are_written_as_Python_does(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("s:a|s:NA|s:N/A|s:n/a|s:#N/A|s:nan|s:NaN|s:null|s:NULL|s:<NA>|s:-nan|s:-NaN|s:1.#IND|s:-1.#QNAN|s:#NA|s:#N/A N/A", "a|||||||||||||||")]
    [InlineData("s:a|s:None|s:none|s:Null|s: NA", "a|None|none|Null| NA")]
    [InlineData("s:a|e:#REF!|e:#N/A", "a||")]
    [InlineData("s:NA|s:NA", "|")]
    [InlineData("s:a|s:  ", "a|  ")]
    public void Texts_that_stand_for_nothing_are_blank(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("d:43833|d:43864", "2020-01-03|2020-02-03")]
    [InlineData("d:43833||d:43864", "2020-01-03||2020-02-03")]
    [InlineData("d:43833|d:44230.17020833334", "2020-01-03 00:00:00|2021-02-03 04:05:06")]
    [InlineData("d:43833.5000057870|d:43833", "2020-01-03 12:00:00.500|2020-01-03 00:00:00.000")]
    [InlineData("d:43833|s:unknown", "2020-01-03 00:00:00|unknown")]
    [InlineData("d:43833|n:5", "2020-01-03 00:00:00|5")]
    [InlineData("d:43833|d:2958465", "2020-01-03 00:00:00|9999-12-31 00:00:00")]
    [InlineData("d:43833|d:2958466", "2020-01-03|")]
    [InlineData("d:59|d:60|d:61", "1900-02-28|1900-02-28|1900-03-01")]
    public void Dates_have_a_time_only_where_one_of_the_column_has(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("d:43833|s:2019-03-04", "2020-01-03|2019-03-04")]
    [InlineData("d:43833|s:2019/3/4|s:2019.03|s:2019|d:43834", "2020-01-03|2019-03-04|2019-03-01|2019-01-01|2020-01-04")]
    [InlineData("d:43833|s:20190304|s:2019-03-04 10:20", "2020-01-03 00:00:00|2019-03-04 00:00:00|2019-03-04 10:20:00")]
    [InlineData("d:43833|s:2019-03-04T10:20:30.123456", "2020-01-03 00:00:00.000000|2019-03-04 10:20:30.123456")]
    [InlineData("d:43833|s:2019-03-04T10:20:30Z", "2020-01-03 00:00:00+00:00|2019-03-04 10:20:30+00:00")]
    [InlineData("d:43833|s:2019-03-04T10:20:30+01:00", "2020-01-03 01:00:00+01:00|2019-03-04 10:20:30+01:00")]
    [InlineData("d:43833|s:2019-03-04T10:20:30Z|s:2019-03-04", "2020-01-03 00:00:00|2019-03-04T10:20:30Z|2019-03-04")]
    [InlineData("d:43833|s:NaT", "2020-01-03|")]
    [InlineData("d:43833|s:04/03/2019", "2020-01-03 00:00:00|04/03/2019")]
    [InlineData("d:43833|s:2019-13-01", "2020-01-03 00:00:00|2019-13-01")]
    [InlineData("d:43833|s:201903", "2020-01-03 00:00:00|201903")]
    [InlineData("d:43833|s:1066-10-14", "2020-01-03 00:00:00|1066-10-14")]
    [InlineData("s:2019-03-04|s:2019-03-05|s:2019-03-06|d:43833", "2019-03-04|2019-03-05|2019-03-06|2020-01-03 00:00:00")]
    [InlineData("s:2019-03-04|s:2019-03-05", "2019-03-04|2019-03-05")]
    public void Iso_texts_among_dates_are_dates_where_every_other_value_is(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("d:0.5|d:0", "12:00:00|00:00:00")]
    [InlineData("d:0.123456|s:x", "02:57:46.598000|x")]
    [InlineData("d:43833|d:0.5", "2020-01-03 00:00:00|12:00:00")]
    [InlineData("h:1|h:2", "1 days|2 days")]
    [InlineData("h:1.5|h:2", "1 days 12:00:00|2 days 00:00:00")]
    [InlineData("h:-0.25|", "-1 days +18:00:00|")]
    [InlineData("h:1.5|s:x|h:0.0625", "1 day, 12:00:00|x|1:30:00")]
    [InlineData("h:-0.25|s:x|h:2", "-1 day, 18:00:00|x|2 days, 0:00:00")]
    public void Times_and_lengths_of_time_are_written_as_Python_does(string cells, string expected) => Check(cells, expected);

    [Theory]
    [InlineData("i:2020-01-03T00:00:00|i:2020-01-04T10:00:00Z", "2020-01-03 00:00:00|2020-01-04 10:00:00")]
    [InlineData("i:2020-01-03|i:2020-01-04", "2020-01-03|2020-01-04")]
    [InlineData("i:10:20:30.5|i:10:20", "10:20:30.500000|10:20:00")]
    [InlineData("i:PT1H30M|s:x", "1:30:00|x")]
    public void Cells_of_type_date_are_read_as_ISO_8601(string cells, string expected) => Check(cells, expected);

    [Fact]
    public void How_dates_are_written_is_decided_anew_every_hundred_thousand_fields()
    {
        // Two columns: 50,000 rows at a time.
        var rows = Enumerable.Range(0, 50_001).Select(row => WorkbookFile.Row(row == 50_000 ? "d:43833.5" : "d:43833", "s:x"));
        var records = WorkbookFile.OfRows([WorkbookFile.Row("s:date", "s:other"), .. rows, WorkbookFile.Row("d:43834", "s:x")]).Records();
        Assert.All(records[1..50_001], record => Assert.Equal("2020-01-03", record[0]));
        Assert.Equal(["2020-01-03 12:00:00", "2020-01-04 00:00:00"], records[50_001..].Select(record => record[0]));
    }

    private static void Check(string cells, string expected)
    {
        // A second column keeps blanks at the end of the first from being trimmed.
        var rows = cells.Split('|').Select(cell => WorkbookFile.Row(cell, "s:row"));
        var records = WorkbookFile.OfRows([WorkbookFile.Row("s:value", "s:other"), .. rows]).Records();
        Assert.Equal(expected, string.Join('|', records.Skip(1).Select(record => record[0])));
    }
}
