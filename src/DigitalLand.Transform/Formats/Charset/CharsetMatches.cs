namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// The encodings that fit, best first. Encodings that give the same text count once, under the name that was tried first.
/// Since "better" is not transitive the order depends on how it is sorted: this is the insertion sort that Python's <c>sorted</c> does on short lists.
/// </summary>
/// <param name="isBig">The file is too big to compare texts.</param>
internal sealed class CharsetMatches(bool isBig)
{
    private readonly List<CharsetMatch> _matches = [];

    public int Count => _matches.Count;

    public CharsetMatch? Best => _matches.Count == 0 ? null : _matches[0];

    public void Add(CharsetMatch match)
    {
        if (!isBig && _matches.Exists(known => known.Text == match.Text && known.Mess.Equals(match.Mess)))
        {
            return;
        }

        _matches.Add(match);
        Sort();
    }

    private void Sort()
    {
        for (var sorted = OrderedRun(); sorted < _matches.Count; sorted++)
        {
            Insert(sorted);
        }
    }

    /// <summary>Length of the run that the list begins with: in order, or strictly backwards and then turned round.</summary>
    private int OrderedRun()
    {
        if (_matches.Count < 2)
        {
            return _matches.Count;
        }

        var run = 2;
        if (!_matches[1].IsBetterThan(_matches[0], isBig))
        {
            while (run < _matches.Count && !_matches[run].IsBetterThan(_matches[run - 1], isBig))
            {
                run++;
            }

            return run;
        }

        while (run < _matches.Count && _matches[run].IsBetterThan(_matches[run - 1], isBig))
        {
            run++;
        }

        _matches.Reverse(0, run);
        return run;
    }

    /// <summary>Moves one match to its place among those before it, found by halving.</summary>
    private void Insert(int index)
    {
        var match = _matches[index];
        var low = 0;
        var high = index;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (match.IsBetterThan(_matches[middle], isBig))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        _matches.RemoveAt(index);
        _matches.Insert(low, match);
    }
}
