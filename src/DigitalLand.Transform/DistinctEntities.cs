using System.Globalization;

namespace DigitalLand.Transform;

/// <summary>Counts distinct entities. They are numbers but for a slip in lookup.csv, and numbers take little room.</summary>
internal sealed class DistinctEntities
{
    private readonly HashSet<long>[] _numbers = Parts.Of(() => new HashSet<long>());
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    public int Count => _numbers.Sum(part => part.Count) + _others.Count;

    public void Add(string entity)
    {
        var text = entity.AsSpan().Trim();
        // Only digits without a leading zero: 007 is another entity's text than 7.
        if (!text.IsEmpty && text[0] != '0' && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _numbers[Parts.Of((UInt128)number)].Add(number);
        }
        else if (!text.IsEmpty)
        {
            _others.Add(text.ToString());
        }
    }
}
