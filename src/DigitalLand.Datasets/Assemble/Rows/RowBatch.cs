namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows that follow one another in some order; rows that are equal in its key are never split between two batches.</summary>
/// <param name="rows">Where they lie.</param>
/// <param name="places">Their places, in order.</param>
/// <param name="first">How many rows come before.</param>
internal sealed class RowBatch(RowSegments rows, ReadOnlyMemory<long> places, long first)
{
    /// <summary>How many rows <see cref="LookAhead"/> reads.</summary>
    public const int RowsAhead = 32;

    public int Count => places.Length;

    /// <summary>The number of the first row in the whole order, from 0.</summary>
    public long First => first;

    public ReadOnlySpan<byte> this[int row] => rows[places.Span[row]];

    /// <summary>
    /// Sorted rows lie all over the memory. Reading the beginnings of some ahead, with nothing in between, lets the processor wait for
    /// all at once rather than for one after the other.
    /// </summary>
    /// <returns>A number that means nothing; it keeps the reads from being optimised away.</returns>
    public int LookAhead(int row)
    {
        var seen = 0;
        foreach (var place in places.Span[row..Math.Min(row + RowsAhead, Count)])
        {
            var bytes = rows[place];
            seen ^= bytes[0] ^ bytes[^1];
        }

        return seen;
    }
}
