namespace DigitalLand.Transform;

/// <summary>
/// What is known of each field, made when the field is first met. Entries have their fields in one order, so the field that came after
/// this one last time is tried before any search.
/// </summary>
internal sealed class OfField<T>(Func<string, T> make)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<Known> _known = [];
    private int _last = -1;

    public T this[string field]
    {
        get
        {
            var guess = _last < 0 ? -1 : _known[_last].Next;
            if (guess >= 0 && ReferenceEquals(_known[guess].Field, field))
            {
                _last = guess;
                return _known[guess].Value;
            }

            return Find(field);
        }
    }

    private T Find(string field)
    {
        if (!_places.TryGetValue(field, out var place))
        {
            place = _known.Count;
            _known.Add(new Known(field, make(field)));
            _places[field] = place;
        }

        if (_last >= 0)
        {
            _known[_last].Next = place;
        }

        _last = place;
        return _known[place].Value;
    }

    private sealed class Known(string name, T value)
    {
        public string Field => name;

        public T Value => value;

        /// <summary>The place of the field that came next, -1 where none has yet.</summary>
        public int Next { get; set; } = -1;
    }
}
