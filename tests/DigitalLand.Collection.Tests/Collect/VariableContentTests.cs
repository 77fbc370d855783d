using System.Text;
using System.Text.RegularExpressions;
using DigitalLand.Collection.Collect;

namespace DigitalLand.Collection.Tests.Collect;

public class VariableContentTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("""{"data": "some data", "timeStamp": "x"}""", """{"data": "some data"}""")]
    [InlineData("""{"timeStamp":"x", "a":1}""", """{ "a":1}""")]
    [InlineData("""{"a":1,"timeStamp" : "x" ,"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1, "timeStamp":"2024-05-01T02:00:00Z"   }""", """{"a":1}""")]
    [InlineData("""<fc timeStamp="2024" numberMatched="1">""", """<fc numberMatched="1">""")]
    [InlineData("""<fc numberMatched="1" timeStamp="2024">""", """<fc numberMatched="1" timeStamp="2024">""")]
    [InlineData("""{"note":"a list (x, }"}""", """{"note":"a list (x}"}""")]
    [InlineData("{\"a\":1,\r\n\t }", """{"a":1}""")]
    [InlineData("{\"a\":1,\u00a0}", "{\"a\":1,\u00a0}")]
    [InlineData("""{"a":[1,,}]}""", """{"a":[1,}]}""")]
    [InlineData("""{"timeStamp":7}""", """{"timeStamp":7}""")]
    [InlineData("""{"timeStamp":"never closed""", """{"timeStamp":"never closed""")]
    [InlineData("""{"timeStamp":"x" """, "{")]
    [InlineData("""{"timeStamp":"a""timeStamp":"b","c":1}""", """{"c":1}""")]
    [InlineData("", "")]
    public void What_varies_is_taken_out(string content, string expected) => Assert.Equal(expected, Strip(content, content.Length + 1));

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    [InlineData(" application/ geo+json", true)]
    [InlineData("application/xml", true)]
    [InlineData("application/json-seq", true)]
    [InlineData("text/xml", false)]
    [InlineData("application/gml+xml", false)]
    [InlineData("application/vnd.geo+json", false)]
    [InlineData("", false)]
    public void Only_some_types_hold_what_varies(string type, bool expected) => Assert.Equal(expected, VariableContent.IsIn(type));

    /// <summary>The same four replacements as regular expressions over the whole text.</summary>
    [Fact]
    public void Any_content_in_any_pieces_comes_out_as_from_regular_expressions()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        string[] words =
        [
            "\"timeStamp\"", "timeStamp=\"", "\"timeStamp\":\"", "timeStamp", "\"", ":", ",", " ", "\n", "\v", "}", "{", "x", "\u00ff", "\" ", "\",", ",}", "time", "Stamp\"",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var content = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => words[random.Next(words.Length)]));
            var expected = content;
            foreach (var (pattern, replacement) in new[]
            {
                ("\"timeStamp\"[ \t\n\r\f\v]*:[ \t\n\r\f\v]*\"[^\"]*\"[ \t\n\r\f\v]*,?", ""),
                ("timeStamp=\"[^\"]*\" ", ""),
                ("\"timeStamp\":\"[^\"]*\",", ""),
                (",[ \t\n\r\f\v]*}", "}"),
            })
            {
                expected = Regex.Replace(expected, pattern, replacement);
            }

            Assert.Equal(expected, Strip(content, random.Next(1, 12)));
        }
    }

    [Fact]
    public void A_time_that_never_ends_costs_no_more_than_its_length()
    {
        var content = "{\"timeStamp\":\"" + new string('x', 20_000_000);
        Assert.Equal(content, Strip(content, 4096));
    }

    private static string Strip(string content, int piece)
    {
        using var stripped = new MemoryStream();
        using (var variable = new VariableContent(stripped))
        {
            foreach (var bytes in Encoding.Latin1.GetBytes(content).Chunk(piece))
            {
                variable.Write(bytes);
            }

            variable.Complete();
        }

        return Encoding.Latin1.GetString(stripped.ToArray());
    }
}
