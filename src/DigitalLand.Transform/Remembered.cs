using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform;

/// <summary>
/// A pure function of text that remembers its outcomes, because the values of most columns repeat: a few organisations, statuses,
/// dates. A column whose values do not repeat is soon no longer remembered.
/// </summary>
internal sealed class Remembered<T>(Func<string, T> function)
{
    private const int MostValues = 1024;
    private const int LongestText = 100;
    private const int Trial = 256;
    private const int Recent = 16;

    private Dictionary<string, T>? _outcomes = new(StringComparer.Ordinal);
    private int _asked;

    // Cells that repeat are the same strings, seen without reading them.
    private readonly (string? Text, T Outcome)[] _recent = new (string?, T)[Recent];

    public T Of(string text)
    {
        ref var recent = ref _recent[text.Length == 0 ? 0 : CellTexts.PlaceOf(text) % Recent];
        if (ReferenceEquals(text, recent.Text))
        {
            return recent.Outcome;
        }

        if (_outcomes is null || text.Length > LongestText)
        {
            return function(text);
        }

        _asked++;
        if (!_outcomes.TryGetValue(text, out var outcome))
        {
            outcome = function(text);
            Remember(text, outcome);
        }

        recent = (text, outcome);
        return outcome;
    }

    private void Remember(string text, T outcome)
    {
        if (_outcomes!.Count < MostValues)
        {
            _outcomes[text] = outcome;
        }

        if (_outcomes.Count > Trial && _outcomes.Count > _asked / 2)
        {
            _outcomes = null;
        }
    }
}
