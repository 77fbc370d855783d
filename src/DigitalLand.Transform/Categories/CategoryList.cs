using System.Collections.Frozen;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Categories;

/// <summary>The references that a category field may hold.</summary>
public sealed class CategoryList
{
    private readonly FrozenDictionary<string, string> _canonical;

    public CategoryList(IEnumerable<string> references)
    {
        var canonical = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            canonical.TryAdd(reference.ToLowerInvariant(), reference);
        }

        _canonical = canonical.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// The items of a value (parted by <c>;</c>) in their canonical spelling: <c>Area Appraisal</c> is <c>area-appraisal</c>. An item
    /// that the list does not have is told and kept.
    /// </summary>
    public string Normalise(string value, Action<string> onMiss)
    {
        var items = new List<string>();
        foreach (var part in value.Split(';'))
        {
            var item = PythonText.Strip(part);
            if (item.Length == 0)
            {
                continue;
            }

            if (_canonical.TryGetValue(item.Replace(' ', '-').ToLowerInvariant(), out var canonical))
            {
                items.Add(canonical);
            }
            else
            {
                onMiss(item);
                items.Add(item);
            }
        }

        return string.Join(';', items);
    }
}
