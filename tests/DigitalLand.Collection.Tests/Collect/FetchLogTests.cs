using System.Text;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Collection.Tests.Collect;

public class FetchLogTests
{
    [Fact]
    public void A_success_is_written_byte_for_byte()
    {
        var log = new FetchLog("https://x/y.csv", "2024-05-01T02:00:00.123456")
        {
            Elapsed = TimeSpan.FromMilliseconds(500.4),
            RequestHeaders = HttpSession.PlainHeaders("MHCLG Planning Data Collector"),
            ResponseHeaders = new Dictionary<string, object>(StringComparer.Ordinal) { ["Content-Type"] = "text/csv", ["Content-Length"] = "10" },
            Resource = new string('a', 64),
            SslVerify = true,
            Status = "200",
        };
        Assert.Equal(
            """{"elapsed":"0.5","endpoint-url":"https://x/y.csv","entry-date":"2024-05-01T02:00:00.123456","request-headers":{"Accept":"*/*","Accept-Encoding":"gzip, deflate","Connection":"keep-alive","User-Agent":"MHCLG Planning Data Collector"},"resource":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","response-headers":{"Content-Length":"10","Content-Type":"text/csv"},"ssl-verify":true,"status":"200"}""",
            Encoding.UTF8.GetString(log.ToJson()));
    }

    [Fact]
    public void A_failure_is_written_byte_for_byte()
    {
        var log = new FetchLog("https://x/é?a=1&b=\"<2>\"", "2024-05-01T02:00:00") { Elapsed = TimeSpan.FromSeconds(120.1), Exception = "ReadTimeout", SslVerify = true };
        Assert.Equal(
            """{"elapsed":"120.1","endpoint-url":"https://x/é?a=1&b=\"<2>\"","entry-date":"2024-05-01T02:00:00","exception":"ReadTimeout","ssl-verify":true}""",
            Encoding.UTF8.GetString(log.ToJson()));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(2_000, "2.0")]
    [InlineData(12_031, "12.031")]
    [InlineData(0.4, "0.0")]
    [InlineData(1, "0.001")]
    public void Elapsed_is_seconds_in_their_shortest_form(double milliseconds, string expected)
    {
        var log = new FetchLog("u", "t") { Elapsed = TimeSpan.FromMilliseconds(milliseconds) };
        Assert.Contains($"\"elapsed\":\"{expected}\"", Encoding.UTF8.GetString(log.ToJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_stand_in_code_point_order_and_only_what_must_be_is_escaped()
    {
        var json = CanonicalJson.Encode(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["b"] = "\\ \n \u0001 \u001f \u007f \u2028 + ' &",
            ["a"] = 12L,
            ["B"] = false,
            ["\U0001F600"] = "",
            ["\uFFFD"] = "",
        });
        Assert.Equal("{\"B\":false,\"a\":12,\"b\":\"\\\\ \\n \\u0001 \\u001f \u007f \u2028 + ' &\",\"\uFFFD\":\"\",\"\U0001F600\":\"\"}", Encoding.UTF8.GetString(json));
    }
}
