using System.Text;
using DigitalLand.Core.Text;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Text;

public sealed class CodePointComparerTests
{
    [Fact]
    public void Upper_case_comes_before_lower_case_and_a_prefix_before_the_longer_text()
    {
        string[] texts = ["b", "é", "a", "Z", "", "ab", "a-b", "a_b", "\uFFFD", "🌳"];
        Assert.Equal(["", "Z", "a", "a-b", "a_b", "ab", "b", "é", "\uFFFD", "🌳"], texts.Order(CodePointComparer.Instance));
    }

    [Fact]
    public void Null_comes_first() => Assert.True(CodePointComparer.Instance.Compare(null, "") < 0);

    [Fact]
    public void The_order_is_that_of_the_code_points()
    {
        var random = new Random(Seed.New());
        for (var i = 0; i < 50_000; i++)
        {
            var (x, y) = (Text(random), Text(random));
            Assert.Equal(Math.Sign(Naive(x, y)), Math.Sign(CodePointComparer.Instance.Compare(x, y)));
        }
    }

    private static string Text(Random random)
    {
        int[] runes = ['a', 'b', 0x7F, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F333, 0x10FFFF];
        return string.Concat(random.GetItems(runes, random.Next(4)).Select(rune => new Rune(rune).ToString()));
    }

    private static int Naive(string x, string y)
    {
        foreach (var (a, b) in x.EnumerateRunes().Zip(y.EnumerateRunes()))
        {
            if (a != b)
            {
                return a.Value - b.Value;
            }
        }

        return x.EnumerateRunes().Count() - y.EnumerateRunes().Count();
    }
}
