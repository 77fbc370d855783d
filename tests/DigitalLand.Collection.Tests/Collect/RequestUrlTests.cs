using DigitalLand.Collection.Collect;

namespace DigitalLand.Collection.Tests.Collect;

public class RequestUrlTests
{
    [Theory]
    [InlineData("https://example.com/a", "https://example.com/a")]
    [InlineData(" https://example.com/a", "https://example.com/a")]
    [InlineData("https://example.com/a ", "https://example.com/a%20")]
    [InlineData("HTTP://EXAMPLE.com/A b", "http://example.com/A%20b")]
    [InlineData("http://example.com/é", "http://example.com/%C3%A9")]
    public void A_URL_is_requested_as_it_is_written(string url, string expected) => Assert.Equal(expected, RequestUrl.Parse(url).AbsoluteUri);

    [Theory]
    [InlineData("www.example.com/a", "MissingSchema")]
    [InlineData("//example.com/a", "MissingSchema")]
    [InlineData("www.example.com:8080/a", "InvalidSchema")]
    [InlineData("s3://bucket/key", "InvalidSchema")]
    [InlineData("httpx://example.com/", "InvalidSchema")]
    [InlineData("http://", "InvalidURL")]
    [InlineData("http:///a", "InvalidURL")]
    [InlineData("http://*.example.com/", "InvalidURL")]
    [InlineData("http://example.com:99999/", "InvalidURL")]
    public void What_cannot_be_requested_has_a_name(string url, string cause) =>
        Assert.Equal(cause, Assert.Throws<FetchException>(() => RequestUrl.Parse(url)).Cause);

    [Theory]
    [InlineData("b", "https://example.com/dir/b")]
    [InlineData("/b", "https://example.com/b")]
    [InlineData("//other.org/b", "https://other.org/b")]
    [InlineData("http://other.org/", "http://other.org/")]
    public void A_redirect_is_relative_to_where_it_came_from(string location, string expected) =>
        Assert.Equal(expected, RequestUrl.Redirected(new Uri("https://example.com/dir/a"), location).AbsoluteUri);
}
