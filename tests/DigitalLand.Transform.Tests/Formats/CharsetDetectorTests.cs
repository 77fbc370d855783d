using System.Text;
using DigitalLand.Transform.Formats;

namespace DigitalLand.Transform.Tests.Formats;

public class CharsetDetectorTests
{
    private const string Parks =
        "reference,name,notes\n1,The Croft and Church Street,Conservation area of special architectural interest\n2,Market Place,Designated by the council\n";

    private const string Notes =
        "reference,name,notes\n1,Old Town,The area was designated because of its special architectural and historic interest and should be preserved or enhanced\n"
        + "2,Riverside,Consent is required for the felling of trees within the boundary that is shown on the plan\n";

    [Fact]
    public void An_empty_file_has_no_charset() => Assert.Null(Detect([]));

    [Fact]
    public void Noise_has_no_charset()
    {
        var noise = new byte[2000];
        new Random(1).NextBytes(noise);

        Assert.Null(Detect(noise));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("{}")]
    [InlineData(Parks)]
    public void Seven_bit_text_is_ascii(string text)
    {
        var charset = Detect(Encoding.ASCII.GetBytes(text));

        Assert.Equal("ascii", charset?.Name);
        Assert.Equal(text, Read(charset, Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("café")]
    [InlineData("Tŷ Gwyn – 10 m²")]
    [InlineData("a😀b")]
    public void Text_beyond_ASCII_that_fits_is_UTF_8(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(Parks + word);
        var charset = Detect(bytes);

        Assert.Equal("utf_8", charset?.Name);
        Assert.Equal(Parks + word, Read(charset, bytes));
    }

    [Theory]
    [InlineData(Parks)]
    [InlineData(Parks + "é")]
    public void A_UTF_8_signature_shows_in_the_name_and_not_in_the_text(string text)
    {
        byte[] bytes = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text)];
        var charset = Detect(bytes);

        Assert.Equal("utf_8-sig", charset?.Name);
        Assert.True(charset?.HasSignature);
        Assert.Equal(text, Read(charset, bytes));
    }

    [Theory]
    [InlineData("utf-16", "utf_16-sig")]
    [InlineData("utf-16BE", "utf_16-sig")]
    [InlineData("utf-32", "utf_32-sig")]
    public void Wide_text_with_a_byte_order_mark_is_named_as_no_codec_is(string encoding, string name)
    {
        var wide = Encoding.GetEncoding(encoding);
        var charset = Detect([.. wide.GetPreamble(), .. wide.GetBytes(Parks)]);

        Assert.Equal(new DetectedCharset(name, HasSignature: true, Encoding: null), charset);
    }

    [Theory]
    [InlineData("utf-16", "utf_16_le")]
    [InlineData("utf-16BE", "utf_16_be")]
    public void Wide_text_without_a_mark_is_recognised(string encoding, string name)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(Parks);
        var charset = Detect(bytes);

        Assert.Equal(name, charset?.Name);
        Assert.Equal(Parks, Read(charset, bytes));
    }

    [Theory]
    [InlineData("""<?xml version="1.0" encoding="UTF-8"?>""", "utf_8")]
    [InlineData("<meta charset='windows-1252'>", "cp1252")]
    [InlineData("coding: ISO-8859-1", "latin_1")]
    [InlineData("encoding=klingon", "ascii")]
    public void A_declared_encoding_that_fits_gives_the_name(string declaration, string name) =>
        Assert.Equal(name, Detect(Encoding.ASCII.GetBytes($"{declaration}\n{Parks}"))?.Name);

    [Theory]
    [InlineData("Na\u00efve caf\u00e9 owner\u2019s", "cp1250", "Na\u010fve caf\u00e9 owner\u2019s")]
    [InlineData("costs \u00a3250", "cp1250", "costs \u0141250")]
    [InlineData("\u201cThe Croft\u201d", "cp1250", "\u201cThe Croft\u201d")]
    [InlineData("\u00bd acre", "cp1252", "\u00bd acre")]
    [InlineData("a caf\u00e9", "mac_latin2", "a caf\u0165")]
    public void Windows_1252_is_named_and_misread_as_the_reference_has_it(string word, string name, string expected)
    {
        var text = string.Concat(Enumerable.Repeat(Notes + word + "\n", 5));
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text);
        var charset = Detect(bytes);

        Assert.Equal(name, charset?.Name);
        Assert.Equal(text.Replace(word, expected, StringComparison.Ordinal), Read(charset, bytes));
    }

    [Fact]
    public void A_code_page_refuses_bytes_that_stand_for_nothing()
    {
        var charset = Detect(Encoding.ASCII.GetBytes("charset=windows-1252"));

        Assert.Equal("\u20ac", charset?.Encoding?.GetString([0x80]));
        Assert.Throws<DecoderFallbackException>(() => charset?.Encoding?.GetString([0x81]));
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(600_000)]
    [InlineData(12_000_000)]
    public void One_bad_byte_at_the_end_makes_it_no_UTF_8(int length)
    {
        var clean = Repeat(Parks + "caf\u00e9\n", length);

        Assert.Equal("utf_8", Detect(clean)?.Name);
        Assert.NotEqual("utf_8", Detect([.. clean, 0xff])?.Name);
        Assert.NotEqual("utf_8", Detect([.. clean, 0xc3])?.Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_character_may_lie_across_the_blocks_that_are_read(int shift)
    {
        var text = new string('a', (256 * 1024) - 2 - shift) + "\ud83d\ude00," + Parks;

        Assert.Equal("utf_8", Detect(Encoding.UTF8.GetBytes(text))?.Name);
    }

    private static byte[] Repeat(string text, int length) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1)));

    private static DetectedCharset? Detect(byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return CharsetDetector.Detect(content);
    }

    private static string Read(DetectedCharset? charset, byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), charset!.Encoding!, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }
}
