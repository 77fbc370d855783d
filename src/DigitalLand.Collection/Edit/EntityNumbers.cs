using System.Globalization;

namespace DigitalLand.Collection.Edit;

/// <summary>
/// Gives out the entity numbers of a dataset (the reference's <c>EntityNumGen</c>): upwards from the greatest one in use, from the end of the
/// range on to its beginning, and none that anything was ever known by.
/// </summary>
/// <param name="current">The greatest number in use; 0 where none is.</param>
/// <param name="minimum">The first of the range.</param>
/// <param name="maximum">The last of the range.</param>
/// <param name="taken">Every number that is or was in use, as text; those given out are added.</param>
internal sealed class EntityNumbers(long current, long minimum, long maximum, HashSet<string> taken)
{
    private long _current = current;
    private long? _first;
    private bool _isUsedUp;

    /// <returns>Null when the range has been gone through and no number is left.</returns>
    public string? Next()
    {
        while (!_isUsedUp)
        {
            _current = _current + 1 is var next && (next > maximum || next < minimum) ? minimum : next;
            _isUsedUp = _current == _first;
            _first ??= _current;
            var number = _current.ToString(CultureInfo.InvariantCulture);
            if (!_isUsedUp && taken.Add(number))
            {
                return number;
            }
        }

        return null;
    }
}
