namespace DigitalLand.Transform.Tests;

/// <summary>What a run keeps of every row is packed tightly; plain collections are the twins.</summary>
public sealed class KeptForEveryRowTests
{
    private const int Seed = 917;

    private readonly Random _random = new(Seed);

    [Fact]
    public void The_first_entry_of_a_digest_is_the_one_that_a_dictionary_keeps()
    {
        var first = new FirstEntries();
        var twin = new Dictionary<UInt128, int>();
        for (var entry = 1; entry <= 200000; entry++)
        {
            // Few values, and some that fall into one table and one slot.
            var digest = new UInt128((ulong)_random.Next(1 << 16) << (_random.Next(2) * 32), (ulong)_random.Next(4));

            Assert.Equal(twin.TryAdd(digest, entry), first.TryAdd(digest, entry, out var found));

            Assert.Equal(twin[digest] == entry ? 0 : twin[digest], found);
        }
    }

    [Fact]
    public void Entities_are_counted_as_a_set_counts_them()
    {
        var entities = new DistinctEntities();
        var twin = new HashSet<string>(StringComparer.Ordinal);
        string[] odd = ["", "007", "7", " 7 ", "0", "-1", "9223372036854775807", "9223372036854775808", "4095", "4096", "tree"];
        foreach (var text in Enumerable.Range(0, 100000).Select(_ => $"{44000000 + _random.Next(70000)}").Concat(odd))
        {
            entities.Add(text);
            twin.Add(text.Trim());
        }

        Assert.Equal(twin.Count - 1, entities.Count);
    }
}
