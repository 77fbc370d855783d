namespace DigitalLand.Collection.Plan;

/// <summary>One string for each distinct text: a log repeats its hashes, types and times millions of times.</summary>
internal sealed class TextPool
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public TextPool() => _bySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        if (!_bySpan.TryGetValue(text, out var pooled))
        {
            pooled = text.ToString();
            _texts.Add(pooled);
        }

        return pooled;
    }
}
