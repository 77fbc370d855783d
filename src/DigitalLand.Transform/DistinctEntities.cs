using System.Globalization;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform;

/// <summary>
/// Counts distinct entities. They are numbers but for a slip in lookup.csv, and mostly numbers near each other: of each 4,096 in a row that one of them belongs to,
/// every number has a bit.
/// </summary>
internal sealed class DistinctEntities
{
    private const int PageBits = 12;
    private const int WordBits = 6;

    private readonly Dictionary<long, ulong[]> _pages = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private int _numbers;

    public int Count => _numbers + _others.Count;

    public void Add(string entity)
    {
        var text = entity.AsSpan().Trim();
        // Only digits without a leading zero: 007 is another entity's text than 7.
        if (!text.IsEmpty && text[0] != '0' && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            ref var page = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, number >> PageBits, out _);
            page ??= new ulong[1 << (PageBits - WordBits)];
            ref var word = ref page[(number >> WordBits) & (page.Length - 1)];
            var bit = 1UL << (int)(number & ((1 << WordBits) - 1));
            _numbers += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }
        else if (!text.IsEmpty)
        {
            _others.Add(text.ToString());
        }
    }
}
