using System.Text;
using DigitalLand.Datasets.Packages.Entries;

namespace DigitalLand.Datasets.Tests;

public sealed class ShellCsvWriterTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("é", "\"é\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a;b{}", "a;b{}")]
    [InlineData("POINT(1 2)", "\"POINT(1 2)\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("\u007f", "\"\u007f\"")]
    [InlineData("~#!$%&()*+-./:;<=>?@[\\]^_{|}`", "~#!$%&()*+-./:;<=>?@[\\]^_{|}`")]
    [InlineData("44000001", "44000001")]
    public void Field_is_quoted_as_the_sqlite3_shell_quotes(string value, string printed) =>
        Assert.Equal(printed + "\n", Written(csv => csv.WriteField(Encoding.UTF8.GetBytes(value))));

    [Fact]
    public void Null_is_nothing_and_fields_are_parted_by_commas() => Assert.Equal(
        ",a,,\"\"\n,\n",
        Written(csv =>
        {
            csv.WriteNull();
            csv.WriteField("a"u8);
            csv.WriteNull();
            csv.WriteField(""u8);
            csv.EndRecord();
            csv.WriteNull();
            csv.WriteNull();
        }));

    private static string Written(Action<ShellCsvWriter> write)
    {
        using var stream = new MemoryStream();
        var csv = new ShellCsvWriter(stream);
        write(csv);
        csv.EndRecord();
        csv.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
