namespace DigitalLand.Transform;

/// <summary>
/// Facts that are used again for the next batch. A night makes hundreds of millions; each lives only until its batch is written.
/// </summary>
public sealed class FactPool
{
    private readonly List<Fact> _facts = [];
    private int _taken;

    /// <summary>A fact for the caller to fill in; all of its properties are left from an earlier use.</summary>
    public Fact Take()
    {
        if (_taken == _facts.Count)
        {
            _facts.Add(new Fact());
        }

        return _facts[_taken++];
    }

    /// <summary>Takes every fact back: nobody may hold one.</summary>
    public void TakeBack() => _taken = 0;
}
