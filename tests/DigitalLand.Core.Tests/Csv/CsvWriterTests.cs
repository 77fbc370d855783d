using System.Text;
using DigitalLand.Core.Csv;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Csv;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData(" leading and trailing ", " leading and trailing ")]
    [InlineData("'quoted'; tab\t", "'quoted'; tab\t")]
    [InlineData("naïve 🌳", "naïve 🌳")]
    public void A_field_is_quoted_only_where_it_must_be(string field, string expected) => Assert.Equal($"{expected},x\r\n", Write([[field, "x"]]));

    [Fact]
    public void A_record_of_one_blank_field_is_two_quotes_so_that_it_is_no_blank_line() =>
        Assert.Equal("\"\"\r\na\r\n\"\"\r\n,\r\n", Write([[""], ["a"], [null], ["", null]]));

    [Fact]
    public void A_record_of_no_fields_is_a_blank_line() => Assert.Equal("\r\n", Write([[]]));

    [Fact]
    public void The_line_end_can_be_another() => Assert.Equal("a,b\nc,d\n", Write([["a", "b"], ["c", "d"]], "\n"));

    [Theory]
    [InlineData('a', 200_000)]
    [InlineData('é', 200_000)]
    [InlineData('"', 100_000)]
    public void A_field_longer_than_the_buffer_is_whole(char c, int length)
    {
        var field = new string(c, length);
        Assert.Equal(["x", field, "y"], Assert.Single(Read(Write([["x", field, "y"]]))));
    }

    [Fact]
    public void A_character_of_two_units_is_never_cut_where_the_buffer_ends()
    {
        for (var offset = 0; offset < 4; offset++)
        {
            var field = new string('a', offset) + string.Concat(Enumerable.Repeat("🌳", 50_000));
            Assert.Equal(field, Assert.Single(Assert.Single(Read(Write([[field]])))));
        }
    }

    [Fact]
    public void A_field_is_written_the_same_as_text_and_as_utf8()
    {
        var random = new Random(Seed.New());
        for (var round = 0; round < 300; round++)
        {
            using var asText = new MemoryStream();
            using var asUtf8 = new MemoryStream();
            using (var text = new CsvWriter(asText))
            using (var utf8 = new CsvWriter(asUtf8))
            {
                for (var field = random.Next(1, 40); field > 0; field--)
                {
                    var value = string.Concat(Enumerable.Repeat(random.Text("ab ,\"\n'é🌳", 12), random.Next(4) == 0 ? 3_000 : 1));
                    text.WriteField(value);
                    utf8.WriteField(Encoding.UTF8.GetBytes(value));
                    if (random.Next(5) == 0)
                    {
                        text.EndRecord();
                        utf8.EndRecord();
                    }
                }
            }

            Assert.Equal(asText.ToArray(), asUtf8.ToArray());
        }
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(Seed.New());
        for (var round = 0; round < 1_000; round++)
        {
            // CR is left out: read back, it is LF, as in Python.
            var records = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Text("ab ,\"\n'é", 12)).ToArray())
                .ToList();
            Assert.Equal(records, Read(Write(records)));
        }
    }

    private static string Write(IEnumerable<IEnumerable<string?>> records, string lineEnd = "\r\n")
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream, lineEnd))
        {
            foreach (var record in records)
            {
                writer.WriteRecord(record);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static List<string[]> Read(string text) => NaiveCsvReader.Read(text);
}
