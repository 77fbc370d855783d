namespace DigitalLand.Core.Csv;

/// <summary>
/// Texts that a file repeats in many rows, encoded once. They are known by identity, which costs less than reading them; a text that is
/// made anew for each row is better written directly.
/// </summary>
internal sealed class RepeatedTexts
{
    /// <summary>Names of fields and issues, and messages without a value in them: more than these do not repeat.</summary>
    private const int Most = 256;

    private readonly Dictionary<string, byte[]> _encoded = new(ReferenceEqualityComparer.Instance);

    public void WriteField(CsvWriter writer, string text)
    {
        if (_encoded.TryGetValue(text, out var utf8))
        {
            writer.WritePlainField(utf8);
        }
        else if (_encoded.Count < Most)
        {
            _encoded[text] = utf8 = CsvWriter.Encode(text);
            writer.WritePlainField(utf8);
        }
        else
        {
            writer.WriteField(text);
        }
    }
}
