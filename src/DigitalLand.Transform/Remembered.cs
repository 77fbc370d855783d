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

    private Dictionary<string, T>? _outcomes = new(StringComparer.Ordinal);
    private int _asked;
    private (string? Text, T Outcome) _last = (null, default!);

    public T Of(string text)
    {
        // Cells that repeat are the same string, seen without reading it.
        if (ReferenceEquals(text, _last.Text))
        {
            return _last.Outcome;
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

        _last = (text, outcome);
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
