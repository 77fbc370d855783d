using DigitalLand.Core;
using DigitalLand.Transform.Datatypes;

namespace DigitalLand.Transform.Tests.Datatypes;

public class UrlDatatypeTests
{
    private readonly UrlDatatype _url = new("document-url");

    [Theory]
    [InlineData("https://www.example.com")]
    [InlineData("HTTP://example.com/a.pdf")]
    [InlineData("ftp://1.2.3.4/x")]
    [InlineData("https://[::1]:8080/")]
    [InlineData("https://[::ffff:1.2.3.4]")]
    [InlineData("https://user:pass@example.com:65535/")]
    [InlineData("https://a:b:c@example.com/")]
    [InlineData("https://example.com/a?")]
    [InlineData("https://example.com/a?b=1&c=")]
    [InlineData("https://example.com/a?b=%7B|{}")]
    [InlineData("https://example.com/~a/(b)/%20;c=d@e!$'*+,-._:")]
    [InlineData("https://example.com/café/\ud83d\ude00")]
    [InlineData("https://example.com/#")]
    [InlineData("https://example.com/#a#b?c")]
    [InlineData("https://example.com#!/x")]
    [InlineData("https://münchen.de/")]
    [InlineData("https://MÜNCHEN.de/")]
    [InlineData("https://пример.рф")]
    [InlineData("https://ａ.com")]
    [InlineData("https://a.x_y")]
    [InlineData("telnet://a.bc")]
    [InlineData("rtmps://a.bc")]
    public void A_url_is_kept_as_it_is(string text) => Assert.Equal(Normalised.Clean(text), _url.Normalise(text));

    [Theory]
    [InlineData(" https://example.com/a b\r\n/c\u00a0", "https://example.com/ab/c")]
    [InlineData("https://host.uk/a? ", "https://host.uk/a?")]
    public void White_space_is_taken_out_wherever_it_stands(string text, string expected) => Assert.Equal(Normalised.Clean(expected), _url.Normalise(text));

    [Theory]
    [InlineData("foo")]
    [InlineData("www.example.com")]
    [InlineData("mailto:a@example.com")]
    [InlineData("https:/example.com")]
    [InlineData("https://")]
    [InlineData("http://localhost")]
    [InlineData("http://example.com.")]
    [InlineData("http://example.c")]
    [InlineData("http://example.c1")]
    [InlineData("http://a_b.com")]
    [InlineData("http://a.b__c")]
    [InlineData("http://-a.com")]
    [InlineData("http://a-.com")]
    [InlineData("http://a..com")]
    [InlineData("http://.com")]
    [InlineData("http://256.1.1.1")]
    [InlineData("http://01.2.3.4")]
    [InlineData("http://[1.2.3.4]")]
    [InlineData("http://[::1")]
    [InlineData("http://::1")]
    [InlineData("http://[::1]x")]
    [InlineData("http://example.com:0")]
    [InlineData("http://example.com:65536")]
    [InlineData("http://example.com:080")]
    [InlineData("http://example.com:")]
    [InlineData("http://a@b@example.com")]
    [InlineData("http://é@example.com")]
    [InlineData("http://a\"b@example.com")]
    [InlineData("http://a%22:b:c@example.com")]
    [InlineData("http://example.com/{x}")]
    [InlineData("http://example.com/a|b")]
    [InlineData("http://example.com/a\\b")]
    [InlineData("http://example.com/[a]")]
    [InlineData("http://example.com/<a>")]
    [InlineData("http://example.com/\ue000")]
    [InlineData("http://example.com/\ud83e\udd00")]
    [InlineData("http://example.com/?download")]
    [InlineData("http://example.com/?a=1&")]
    [InlineData("http://example.com/#é")]
    [InlineData("http://example.com/#{")]
    public void Anything_else_is_an_invalid_URI(string text) =>
        Rejection.Expect(_url.Normalise(text), "invalid URI", text, "document-url must be a real URL");

    [Fact]
    public void A_label_has_at_most_63_characters()
    {
        var label = new string('x', 63);

        Assert.Empty(_url.Normalise($"http://{label}.{label}").Issues);
        Assert.Single(_url.Normalise($"http://{label}x.com").Issues);
        Assert.Single(_url.Normalise($"http://com.{label}x").Issues);
    }
}
