namespace DigitalLand.Transform.Lookups;

/// <summary>
/// The form in which references are compared: lower case, nothing but <c>a-z 0-9 -</c>. <c>AB/1</c>, <c>ab1</c> and <c>A_B 1</c> are one.
/// </summary>
internal static class LookupKey
{
    /// <summary>Appends the form to a key in the making.</summary>
    /// <returns>How many characters were appended; never more than the text has.</returns>
    public static int Normalise(ReadOnlySpan<char> text, Span<char> key)
    {
        var length = 0;
        foreach (var c in text)
        {
            var lower = char.ToLowerInvariant(c);
            if (lower is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            {
                key[length++] = lower;
            }
        }

        return length;
    }

    public static string Normalise(string text)
    {
        Span<char> key = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        return new string(key[..Normalise(text, key)]);
    }

    /// <summary>Writes <c>entry-number,prefix,reference,organisation</c> with the last three in their form.</summary>
    public static int Write(ReadOnlySpan<char> entryNumber, ReadOnlySpan<char> prefix, ReadOnlySpan<char> reference, ReadOnlySpan<char> organisation, Span<char> key)
    {
        entryNumber.CopyTo(key);
        var length = entryNumber.Length;
        key[length++] = ',';
        length += Normalise(prefix, key[length..]);
        key[length++] = ',';
        length += Normalise(reference, key[length..]);
        key[length++] = ',';
        return length + Normalise(organisation, key[length..]);
    }
}
