using DigitalLand.Core.Csv;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Csv;

public sealed class CsvReaderTests
{
    /// <summary>Text, and its records as Python's csv.reader has them: fields between bars, records on lines, a blank record as "(blank)".</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("a,b\n", "a|b")]
    [InlineData("a,b", "a|b")]
    [InlineData("a,", "a|")]
    [InlineData(",", "|")]
    [InlineData("a,\n", "a|")]
    [InlineData("\n", "(blank)")]
    [InlineData("\r\n", "(blank)")]
    [InlineData("a\n\nb", "a/(blank)/b")]
    [InlineData("a\r\rb", "a/(blank)/b")]
    [InlineData("a\r\nb\rc\nd", "a/b/c/d")]
    [InlineData("\"abc\"def,x", "abcdef|x")]
    [InlineData("ab\"c\"d", "ab\"c\"d")]
    [InlineData(" \"a\"", " \"a\"")]
    [InlineData("\"a\" ,b", "a |b")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\"a\"b\"c,d\"", "ab\"c|d\"")]
    [InlineData("\"a\"\"", "a\"")]
    [InlineData("\"a\rb\r\nc\nd\"", "a\nb\nc\nd")]
    [InlineData("\"abc\n", "abc\n")]
    [InlineData("\"abc", "abc")]
    [InlineData("\"", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"\",\"\"\n", "|")]
    [InlineData("a;b\tc", "a;b\tc")]
    [InlineData("a,'b,c'", "a|'b|c'")]
    [InlineData("a\\,b", "a\\|b")]
    public void Text_is_taken_apart_as_Python_does(string text, string expected) => Assert.Equal(expected, Show(ReadAll(text, 64)));

    [Fact]
    public void A_lone_quote_is_one_blank_field_and_a_blank_line_is_none()
    {
        Assert.Single(Assert.Single(ReadAll("\"", 64)));
        Assert.Empty(Assert.Single(ReadAll("\n", 64)));
    }

    [Fact]
    public void A_record_of_several_lines_counts_once_and_a_blank_line_counts()
    {
        using var reader = new CsvReader(new StringReader("a\n\n\"b\nb\"\nc\n"));
        var numbers = new List<(int, string)>();
        while (reader.Read())
        {
            numbers.Add((reader.RecordNumber, string.Join('|', reader.ToArray())));
        }

        Assert.Equal([(1, "a"), (2, ""), (3, "b\nb"), (4, "c")], numbers);
    }

    [Fact]
    public void After_the_end_there_is_no_further_record()
    {
        using var reader = new CsvReader(new StringReader("a\n"));
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.False(reader.Read());
        Assert.Equal(1, reader.RecordNumber);
        Assert.Equal(0, reader.FieldCount);
    }

    [Theory]
    [InlineData("\0a\0,\"b\0\"\0\n\0c\n", "a|b/c")]
    [InlineData("\0\"\0a,b\0\"", "a,b")]
    public void Nul_characters_of_resources_are_gone_before_parsing(string text, string expected)
    {
        for (var size = 1; size <= 16; size++)
        {
            Assert.Equal(expected, Show(ReadAll(text, size, dropNul: true)));
        }
    }

    [Fact]
    public void Nul_characters_of_other_files_stay() => Assert.Equal("a\0b", Show(ReadAll("a\0b", 4)));

    [Fact]
    public void A_byte_order_mark_of_a_file_is_part_of_the_first_field()
    {
        using var folder = new TemporaryDirectory();
        using var reader = CsvReader.Open(folder.WriteBytes("x.csv", 0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n'));
        Assert.True(reader.Read());
        Assert.Equal("\uFEFFa", reader.GetString(0));
    }

    [Fact]
    public void A_field_longer_than_the_buffer_is_whole()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789\"\"\n", 5000));
        var record = Assert.Single(ReadAll($"x,\"{text}\",y", 16));
        Assert.Equal(["x", text.Replace("\"\"", "\""), "y"], record);
    }

    [Fact]
    public void A_record_of_many_fields_is_whole()
    {
        var fields = Enumerable.Range(0, 1000).Select(i => i % 7 == 0 ? "" : $"f{i}").ToArray();
        Assert.Equal([fields, fields], ReadAll(string.Join(',', fields) + "\n" + string.Join(',', fields), 13));
    }

    [Fact]
    public void Random_text_is_read_as_the_plain_state_machine_reads_it_wherever_the_buffer_ends()
    {
        var random = new Random(Seed.New());
        for (var round = 0; round < 5_000; round++)
        {
            var text = random.Text(random.Next(2) == 0 ? "a,\"\n\r" : "abc\u00e9\U0001F333,,\"\"\n\r ;'", 40);
            var size = random.Next(1, 17);
            var expected = Show(NaiveCsvReader.Read(text));
            Assert.True(expected == Show(ReadAll(text, size)), $"{Escape(text)} with a buffer of {size}");
            Assert.True(expected == Show(ReadAll(new Drip(text, random), size)), $"{Escape(text)} dripping into a buffer of {size}");
        }
    }

    [Fact]
    public void Random_text_with_nul_characters_is_read_as_the_same_text_without_them()
    {
        var random = new Random(Seed.New());
        for (var round = 0; round < 5_000; round++)
        {
            // Never between CR and LF: there the reference sees two line ends.
            var text = random.Text("\0\0a,\"\n", 40);
            var expected = Show(NaiveCsvReader.Read(text.Replace("\0", "")));
            Assert.True(expected == Show(ReadAll(text, random.Next(1, 17), dropNul: true)), Escape(text));
        }
    }

    private static List<string[]> ReadAll(string text, int bufferSize, bool dropNul = false) => ReadAll(new StringReader(text), bufferSize, dropNul);

    private static List<string[]> ReadAll(TextReader source, int bufferSize, bool dropNul = false)
    {
        using var reader = new CsvReader(source, dropNul, bufferSize);
        var records = new List<string[]>();
        while (reader.Read())
        {
            records.Add(reader.ToArray());
        }

        return records;
    }

    private static string Show(IEnumerable<string[]> records) => string.Join('/', records.Select(record => record.Length == 0 ? "(blank)" : string.Join('|', record)));

    private static string Escape(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    /// <summary>Gives one to three characters at a time, as a slow stream would.</summary>
    private sealed class Drip(string text, Random random) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, Math.Min(count, random.Next(1, 4)));
    }
}
