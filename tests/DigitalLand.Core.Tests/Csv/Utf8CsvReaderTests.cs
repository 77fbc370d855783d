using System.Text;
using DigitalLand.Core.Csv;

namespace DigitalLand.Core.Tests.Csv;

/// <summary>The reader of UTF-8 against its twin.</summary>
public sealed class Utf8CsvReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Records_are_those_of_the_reader_of_characters(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["a", "\"", "\"\"", ",", "\r", "\n", "\r\n", " ", "é", "💧", "word", "\",\""];
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            using var expected = new CsvReader(new StringReader(text));
            using var actual = new Utf8CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), bufferSize: 1 + random.Next(30));
            while (expected.Read())
            {
                Assert.True(actual.Read());
                Assert.Equal(expected.RecordNumber, actual.RecordNumber);
                Assert.True(expected.ToArray().SequenceEqual(Enumerable.Range(0, actual.FieldCount).Select(i => Encoding.UTF8.GetString(actual[i]))), $"seed {seed}: {text}");
            }

            Assert.False(actual.Read());
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_end_the_reading_with_their_record()
    {
        using var reader = new Utf8CsvReader(new MemoryStream([(byte)'a', (byte)'\n', 0xff, (byte)'\n']));
        Assert.True(reader.Read());
        Assert.Contains("Record 2 is not UTF-8", Assert.Throws<RunFailedException>(() => reader.Read()).Message, StringComparison.Ordinal);
    }
}
