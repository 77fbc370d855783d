namespace DigitalLand.Transform.Phases;

/// <summary>
/// Strings of cells that came by lately, a few for each column, so that a text that repeats is one string. Most columns hold a handful of
/// texts; making a string of each cell would be the greatest part of what a run allocates.
/// </summary>
internal sealed class CellTexts
{
    private const int Kept = 16;
    private const int LongestText = 64;

    private string[][] _columns = [];

    public string Of(int column, ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText)
        {
            return new string(text);
        }

        if (column >= _columns.Length)
        {
            // Twice as many each time: a file may have a hundred thousand columns.
            Grow(Math.Max(column + 1, _columns.Length * 2));
        }

        ref var kept = ref _columns[column][PlaceOf(text) % Kept];
        if (!text.SequenceEqual(kept))
        {
            kept = new string(text);
        }

        return kept;
    }

    /// <summary>A number that tells the few texts of a column apart without reading them whole.</summary>
    /// <param name="text">Not empty.</param>
    public static int PlaceOf(ReadOnlySpan<char> text) => (text.Length * 7) + (text[0] * 3) + text[^1];

    private void Grow(int columns)
    {
        var from = _columns.Length;
        Array.Resize(ref _columns, columns);
        for (var i = from; i < columns; i++)
        {
            _columns[i] = new string[Kept];
        }
    }
}
