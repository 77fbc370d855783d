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
        var ids = texts.Select(text => pool.Intern(text)).ToArray();
        Assert.Equal(texts, ids.Select(pool.GetString));
        Assert.Equal(ids, texts.Select(text => pool.Intern(text)));
        Assert.Equal(texts.Append("").Distinct(StringComparer.Ordinal).Count(), pool.Count);
        Assert.Equal(TextPool.Empty, pool.Intern(""));
    }

    [Fact]
    public void Sorting_is_by_code_point()
    {
        var pool = new TextPool();
        var ids = RandomTexts().Concat(["\uffee", "\U0001F600", "", "a", "a\0", "same prefix 1", "same prefix 0"]).Select(text => pool.Intern(text)).Distinct().ToArray();
        var expected = ids.Select(pool.GetString).Order(CodePointComparer.Instance).ToArray();
        pool.Sort(ids);
        Assert.Equal(expected, ids.Select(pool.GetString));
    }

    [Fact]
    public void Text_larger_than_a_chunk_is_held()
    {
        var pool = new TextPool();
        var large = new string('é', 3_000_000);
        var small = pool.Intern("before");
        Assert.Equal(large, pool.GetString(pool.Intern(large)));
        Assert.Equal("before", pool.GetString(small));
        Assert.Equal(3, pool.Count);
    }

    private static IEnumerable<string> RandomTexts()
    {
        var random = new Random(Seed);
        string[] pieces = ["a", "b", "é", "日", "\U0001F600", "\uffee", " ", "0", "same prefix "];
        return Enumerable.Range(0, 5000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)])));
    }
}
