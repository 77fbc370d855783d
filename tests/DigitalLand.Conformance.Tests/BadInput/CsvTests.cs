using System.Text;

namespace DigitalLand.Conformance.Tests.BadInput;

/// <summary>Text that is hardly a table.</summary>
[Collection(BadInputCollection.Name)]
public sealed class CsvTests(RunTemporaryFolder temporary) : IDisposable
{
    private readonly BadInputFixture _fixture = new(temporary);

    [Theory]
    [InlineData("reference,name\n")]
    [InlineData("reference,name")]
    [InlineData("\n\r\n\r\n\n")]
    [InlineData("   \n \t\n , \n")]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData("\0\0\0\0")]
    public void Nothing_in_it(string text) => Assert.Empty(_fixture.Facts(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("reference,na\0me\nA\0,b\n", "1 name=b")]
    [InlineData("reference,name\nA,\"b\nB,c\n", "1 name=b B,c")]
    [InlineData("reference,name\rA,b\r\nB,c\n", "1 name=b", "2 name=c")]
    [InlineData("reference,name\n\r\n\r\rA,b\n\n\nB,c", "1 name=b", "2 name=c")]
    [InlineData("reference,name\nA,\"b\rc\"\n", "1 name=b c")]
    [InlineData("reference,name\nA,b,and,more\nB\n", "1 name=b")]
    [InlineData("\uFEFFreference,name\nA,b\n", "1 name=b")]
    public void Odd_but_readable(string text, params string[] facts) => Assert.Equal(facts, _fixture.Facts(Encoding.UTF8.GetBytes(text)));

    /// <summary>A spreadsheet would run them; here they are text like other text.</summary>
    [Theory]
    [InlineData("=HYPERLINK('http://x')")]
    [InlineData("=1+cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public void A_cell_that_looks_like_a_formula_stays_as_it_is(string cell) =>
        Assert.Equal([$"1 name={cell}"], _fixture.Facts(Encoding.UTF8.GetBytes($"reference,name\nA,\"{cell}\"\n")));

    [Fact]
    public void An_empty_file() => Assert.Equal("FILE is empty", _fixture.Failure([]));

    [Fact]
    public void Random_bytes()
    {
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        Assert.Equal("FILE is of no kind that can be read: no workbook, archive, GeoPackage, or text in a known encoding", _fixture.Failure(bytes));
    }

    [Theory]
    [InlineData("FFFE", "utf-16", "utf_16-sig")]
    [InlineData("FEFF", "utf-16BE", "utf_16-sig")]
    [InlineData("FFFE0000", "utf-32", "utf_32-sig")]
    [InlineData("0000FEFF", "utf-32BE", "utf_32-sig")]
    public void A_signature_of_an_encoding_that_the_reference_cannot_read(string signature, string encoding, string name) =>
        Assert.Equal(
            $"FILE is text in {name}, which is not read; it has to be UTF-8",
            _fixture.Failure([.. Convert.FromHexString(signature), .. Encoding.GetEncoding(encoding).GetBytes("reference,name\nA,b\n")]));

    /// <summary>Of UTF-7, UTF-1, UTF-EBCDIC, SCSU, BOCU-1 and GB 18030: whatever they are taken for, the run ends.</summary>
    [Theory]
    [InlineData("2B2F7638")]
    [InlineData("F7644C")]
    [InlineData("DD736673")]
    [InlineData("0EFEFF")]
    [InlineData("FBEE28")]
    [InlineData("84319533")]
    public void A_rarer_signature_does_no_harm(string signature)
    {
        var outcome = _fixture.Run([.. Convert.FromHexString(signature), .. "name,reference\nb,A\n"u8]);
        Assert.Equal(outcome.ConversionFailure is null ? 1 : 0, outcome.Entities);
    }

    [Fact]
    public void A_hundred_thousand_columns()
    {
        var columns = Enumerable.Range(0, 100_000).Select(i => $"c{i}");
        var text = $"{string.Join(',', columns)},reference,name\n{string.Join(',', columns)},A,b\n";
        Assert.Equal(["1 name=b"], _fixture.Facts(Encoding.UTF8.GetBytes(text)));
    }

    public void Dispose() => _fixture.Dispose();
}
