using System.Text;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Datasets.Tests;

public sealed class TextPoolTests
{
    private const int Seed = 20_241_122;

    [Fact]
    public void Equal_texts_have_one_number_and_come_back_as_they_were()
    {
        var pool = new TextPool();
        var texts = RandomTexts().ToArray();
        var ids = texts.Select(text => pool.Intern(Encoding.UTF8.GetBytes(text))).ToArray();
        Assert.Equal(texts, ids.Select(pool.GetString));
        Assert.Equal(ids, texts.Select(text => pool.Intern(Encoding.UTF8.GetBytes(text))));
        Assert.Equal(texts.Append("").Distinct(StringComparer.Ordinal).Count(), ids.Append(TextPool.Empty).Distinct().Count());
        Assert.Equal(TextPool.Empty, pool.Intern(""u8));
    }

    [Fact]
    public void Sorting_is_by_code_point()
    {
        var pool = new TextPool();
        var ids = RandomTexts().Concat(["\uffee", "\U0001F600", "", "a", "a\0", "9", "10", "00", "999999999", "9999999999", "same prefix 1", "same prefix 0"]).Select(text => pool.Intern(Encoding.UTF8.GetBytes(text))).Distinct().ToArray();
        var expected = ids.Select(pool.GetString).Order(CodePointComparer.Instance).ToArray();
        Array.Sort(ids, pool.Compare);
        Assert.Equal(expected, ids.Select(pool.GetString));
    }

    [Fact]
    public void Text_larger_than_a_chunk_is_held()
    {
        var pool = new TextPool();
        var large = new string('é', 3_000_000);
        var small = pool.Intern("before"u8);
        Assert.Equal(large, pool.GetString(pool.Intern(Encoding.UTF8.GetBytes(large))));
        Assert.Equal("before", pool.GetString(small));
        Assert.Equal(3, pool.Count);
    }

    [Theory]
    [InlineData("0", true, 0)]
    [InlineData("999999999", true, 999_999_999)]
    [InlineData("1000000000", true, 1_000_000_000)]
    [InlineData("007", true, 7)]
    [InlineData(" 12", true, 12)]
    [InlineData("-3", true, -3)]
    [InlineData("", false, 0)]
    [InlineData("1.5", false, 0)]
    public void Whole_numbers_come_back_as_they_were_written_and_as_numbers(string text, bool isNumber, long number)
    {
        var pool = new TextPool();
        var id = pool.Intern(Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, pool.GetString(id));
        Assert.Equal(isNumber, pool.TryGetInteger(id, out var read));
        Assert.Equal(number, isNumber ? read : number);
    }

    private static IEnumerable<string> RandomTexts()
    {
        var random = new Random(Seed);
        string[] pieces = ["a", "b", "é", "日", "\U0001F600", "\uffee", " ", "0", "same prefix "];
        return Enumerable.Range(0, 5000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)])));
    }
}
