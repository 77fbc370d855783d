using System.Text;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// The form in which references are compared: lower case, nothing but <c>a-z 0-9 -</c>. <c>AB/1</c>, <c>ab1</c> and <c>A_B 1</c> are one.
/// </summary>
internal static class LookupKey
{
    public static string Normalise(string text)
    {
        Span<byte> key = text.Length <= 256 ? stackalloc byte[text.Length] : new byte[text.Length];
        return Encoding.ASCII.GetString(key[..Normalise(text, key)]);
    }

    /// <summary>The most bytes that a key of these parts can have.</summary>
    public static int MostBytes(ReadOnlySpan<char> entryNumber, ReadOnlySpan<char> prefix, ReadOnlySpan<char> reference, ReadOnlySpan<char> organisation) =>
        Encoding.UTF8.GetMaxByteCount(entryNumber.Length) + prefix.Length + reference.Length + organisation.Length + 3;

    /// <summary>Writes <c>entry-number,prefix,reference,organisation</c> with the last three in their form.</summary>
    /// <returns>The key's length.</returns>
    public static int Write(ReadOnlySpan<char> entryNumber, ReadOnlySpan<char> prefix, ReadOnlySpan<char> reference, ReadOnlySpan<char> organisation, Span<byte> key)
    {
        var length = Encoding.UTF8.GetBytes(entryNumber, key);
        key[length++] = (byte)',';
        length += Normalise(prefix, key[length..]);
        key[length++] = (byte)',';
        length += Normalise(reference, key[length..]);
        key[length++] = (byte)',';
        return length + Normalise(organisation, key[length..]);
    }

    private static int Normalise(ReadOnlySpan<char> text, Span<byte> key)
    {
        var length = 0;
        foreach (var c in text)
        {
            var lower = c < 128 ? (char)(c is >= 'A' and <= 'Z' ? c | 0x20 : c) : char.ToLowerInvariant(c);
            if (lower is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            {
                key[length++] = (byte)lower;
            }
        }

        return length;
    }
}
