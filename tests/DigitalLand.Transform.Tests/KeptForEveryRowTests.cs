using DigitalLand.Transform.Lookups;

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
            // Few values, and some that fall into one bucket.
            var digest = new UInt128((ulong)_random.Next(1 << 16) << (_random.Next(100) == 0 ? 32 : 0), (ulong)_random.Next(4));

            Assert.Equal(twin.TryAdd(digest, entry), first.TryAdd(digest, entry, out var found));

            Assert.Equal(twin[digest] == entry ? 0 : twin[digest], found);
        }
    }

    [Fact]
    public void A_set_of_entities_has_what_a_set_of_texts_has()
    {
        var entities = new EntitySet();
        var twin = new HashSet<string>(StringComparer.Ordinal);
        string[] odd = ["", "007", "7", " 7 ", "0", "-1", "9223372036854775807", "9223372036854775808", "4095", "4096", "tree"];
        foreach (var text in Enumerable.Range(0, 100000).Select(_ => $"{44000000 + _random.Next(70000)}").Concat(odd))
        {
            entities.Add(text);
            twin.Add(text);
        }

        Assert.Equal(twin.Count, entities.Count);
        Assert.All(Enumerable.Range(43990000, 90000).Select(static number => $"{number}").Concat(odd).Concat(["08", "8", "٧"]), text => Assert.Equal(twin.Contains(text), entities.Contains(text)));
    }
}
