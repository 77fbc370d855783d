using System.Text;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests.Lookups;

public sealed class KeyTableTests
{
    private const int Seed = 2811;

    private readonly KeyTable _table = new();
    private readonly Dictionary<string, string> _twin = new(StringComparer.Ordinal);

    [Fact]
    public void It_is_what_a_dictionary_is_when_keys_come_again_and_texts_are_of_any_length()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 30000; i++)
        {
            Set($"{random.Next(12000)}{new string('k', random.Next(500) == 0 ? random.Next(300000) : random.Next(40))}", new string('v', random.Next(300) == 0 ? random.Next(200) : random.Next(9)));
        }

        AssertEqual(_table);
        Assert.False(_table.TryFind("another"u8, out _));
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        Set("a", "1");
        Set("b", "2");
        var copy = _table.Copy();

        copy.Set("a"u8, "3"u8);
        copy.Set("c"u8, "4"u8);

        AssertEqual(_table);
        Assert.Equal([("b", "2"), ("a", "3"), ("c", "4")], Entries(copy));
        Assert.Equal(3, copy.Count);
    }

    [Fact]
    public void A_blank_key_and_a_blank_value_are_as_good_as_others()
    {
        Set("", "blank");
        Set("blank", "");
        AssertEqual(_table);
    }

    private static IEnumerable<(string Key, string Value)> Entries(KeyTable table) =>
        table.Entries.Select(static entry => (Encoding.UTF8.GetString(entry.Key.Span), Encoding.UTF8.GetString(entry.Value.Span)));

    private void Set(string key, string value)
    {
        _twin[key] = value;
        _table.Set(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
    }

    private void AssertEqual(KeyTable table)
    {
        Assert.Equal(_twin.Count, table.Count);
        Assert.Equal(_twin.OrderBy(static pair => pair.Key, StringComparer.Ordinal), Entries(table).Select(static entry => KeyValuePair.Create(entry.Key, entry.Value)).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        foreach (var (key, value) in _twin)
        {
            Assert.True(table.TryFind(Encoding.UTF8.GetBytes(key), out var found), $"seed {Seed}: '{key}' is not there");
            Assert.Equal(value, Encoding.UTF8.GetString(found));
        }
    }
}
