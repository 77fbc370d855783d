using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// A set of entities, as their texts. They are numbers but for a slip in lookup.csv, and mostly numbers near each other: of each 4,096 in a row that one of them belongs
/// to, every number has a bit.
/// </summary>
internal sealed class EntitySet
{
    private const int PageBits = 12;
    private const int WordBits = 6;

    private readonly Dictionary<long, ulong[]> _pages = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private int _numbers;

    public int Count => _numbers + _others.Count;

    public void Add(ReadOnlySpan<char> entity)
    {
        if (IsNumber(entity, out var number))
        {
            ref var page = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, number >> PageBits, out _);
            page ??= new ulong[1 << (PageBits - WordBits)];
            ref var word = ref page[WordOf(number)];
            _numbers += (word & BitOf(number)) == 0 ? 1 : 0;
            word |= BitOf(number);
        }
        else
        {
            _others.Add(entity.ToString());
        }
    }

    public bool Contains(string entity) => IsNumber(entity, out var number)
        ? _pages.TryGetValue(number >> PageBits, out var page) && (page[WordOf(number)] & BitOf(number)) != 0
        : _others.Contains(entity);

    /// <summary>Only digits without a leading zero: 007 is another entity's text than 7.</summary>
    private static bool IsNumber(ReadOnlySpan<char> entity, out long number)
    {
        number = 0;
        return !entity.IsEmpty && entity[0] != '0' && long.TryParse(entity, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static int WordOf(long number) => (int)(number >> WordBits) & ((1 << (PageBits - WordBits)) - 1);

    private static ulong BitOf(long number) => 1UL << (int)(number & ((1 << WordBits) - 1));
}
