namespace DigitalLand.Orchestration.Alerts;

/// <summary>
/// A threshold with a memory: crossed when the value has stood at or above it for a while, over when it has stood below a lower one for as long. A value that trembles at the line
/// raises one alert.
/// </summary>
/// <param name="raiseAt">At or above this counts.</param>
/// <param name="clearBelow">Below this counts as over.</param>
/// <param name="hold">For how long it must stand.</param>
internal sealed class Hysteresis(double raiseAt, double clearBelow, TimeSpan hold)
{
    private TimeSpan? _since;

    public bool IsRaised { get; private set; }

    /// <param name="value">The newest value.</param>
    /// <param name="at">On a clock that only runs forward.</param>
    /// <returns>True when it has just been raised, false when it has just cleared, null otherwise.</returns>
    public bool? Add(double value, TimeSpan at)
    {
        var against = IsRaised ? value < clearBelow : value >= raiseAt;
        if (!against)
        {
            _since = null;
            return null;
        }

        _since ??= at;
        if (at - _since < hold)
        {
            return null;
        }

        _since = null;
        IsRaised = !IsRaised;
        return IsRaised;
    }
}
