using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Tests.Rows;

public sealed class SortedPairsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(31, 0)]
    [InlineData(32, 1)]
    [InlineData(33, 1000)]
    [InlineData(34, 20_000)]
    public void Pairs_come_by_key_and_those_of_one_key_as_they_were_added(int seed, int count)
    {
        var random = new Random(seed);
        long[] bases = [0, -5, long.MinValue, long.MaxValue - 300, 44_000_000];
        var pairs = Enumerable.Range(0, count).Select(i => (Key: bases[random.Next(bases.Length)] + random.Next(300), Value: (long)i)).ToArray();
        var expected = pairs.OrderBy(pair => pair.Key).ToArray();
        foreach (var memory in new[] { 0, long.MaxValue })
        {
            using var sorted = new SortedPairs(_folder.Root, memory);
            foreach (var (key, value) in pairs)
            {
                sorted.Add(key, value);
            }

            Assert.Equal(expected, sorted.Read());
        }
    }

    public void Dispose() => _folder.Dispose();
}
