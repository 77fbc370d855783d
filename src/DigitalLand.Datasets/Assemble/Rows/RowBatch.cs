namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows that follow one another in some order; rows that are equal in its key are never split between two batches.</summary>
internal sealed class RowBatch
{
    /// <summary>How many rows <see cref="LookAhead"/> reads.</summary>
    public const int RowsAhead = 32;

    private readonly RowSegments _rows;
    private readonly EntityRun[] _runs = [];
    private ReadOnlyMemory<long> _places;

    /// <param name="rows">Where they lie.</param>
    /// <param name="places">Their places, in order.</param>
    /// <param name="first">How many rows come before.</param>
    public RowBatch(RowSegments rows, ReadOnlyMemory<long> places, long first)
    {
        _rows = rows;
        _places = places;
        Count = places.Length;
        First = first;
    }

    /// <summary>Rows as runs: where each of them lies is found by the thread that works on them.</summary>
    public RowBatch(RowSegments rows, EntityRun[] runs, int count, long first)
    {
        _rows = rows;
        _runs = runs;
        Count = count;
        First = first;
    }

    public int Count { get; }

    /// <summary>The number of the first row in the whole order, from 0.</summary>
    public long First { get; }

    public ReadOnlySpan<byte> this[int row] => _rows[Places[row]];

    private ReadOnlySpan<long> Places
    {
        get
        {
            if (_places.Length != Count)
            {
                FindPlaces();
            }

            return _places.Span;
        }
    }

    /// <summary>
    /// Sorted rows lie all over the memory. Reading the beginnings of some ahead, with nothing in between, lets the processor wait for
    /// all at once rather than for one after the other.
    /// </summary>
    /// <returns>A number that means nothing; it keeps the reads from being optimised away.</returns>
    public int LookAhead(int row)
    {
        var seen = 0;
        foreach (var place in Places[row..Math.Min(row + RowsAhead, Count)])
        {
            var bytes = _rows[place];
            seen ^= bytes[0] ^ bytes[^1];
        }

        return seen;
    }

    private void FindPlaces()
    {
        var places = new long[Count];
        var at = 0;
        foreach (var run in _runs)
        {
            var place = run.Place;
            for (var i = 0; i < run.Count; i++)
            {
                places[at++] = place;
                place = RowSegments.After(place, _rows[place]);
            }
        }

        _places = places;
    }
}
