using System.Buffers.Binary;
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

    /// <summary>The most bytes that <see cref="WriteScope"/> writes.</summary>
    public static int MostScopeBytes(ReadOnlySpan<char> prefix, ReadOnlySpan<char> organisation) => prefix.Length + organisation.Length + 1;

    /// <summary>Writes <c>prefix,organisation</c>, both in their form.</summary>
    /// <returns>Its length.</returns>
    public static int WriteScope(ReadOnlySpan<char> prefix, ReadOnlySpan<char> organisation, Span<byte> scope)
    {
        var length = Normalise(prefix, scope);
        scope[length++] = (byte)',';
        return length + Normalise(organisation, scope[length..]);
    }

    /// <summary>The most bytes that <see cref="Write"/> writes.</summary>
    public static int MostBytes(ReadOnlySpan<char> entryNumber, ReadOnlySpan<char> reference) =>
        sizeof(int) + reference.Length + 1 + Encoding.UTF8.GetMaxByteCount(entryNumber.Length);

    /// <summary>Writes a key: the scope's number, the reference in its form and, where there is one, a comma and the entry number as it is.</summary>
    /// <returns>The key's length.</returns>
    public static int Write(int scope, ReadOnlySpan<char> entryNumber, ReadOnlySpan<char> reference, Span<byte> key)
    {
        BinaryPrimitives.WriteInt32LittleEndian(key, scope);
        var length = sizeof(int);
        length += Normalise(reference, key[length..]);
        if (entryNumber.IsEmpty)
        {
            return length;
        }

        key[length++] = (byte)',';
        return length + Encoding.UTF8.GetBytes(entryNumber, key[length..]);
    }

    /// <summary>The number that <see cref="Write"/> wrote.</summary>
    public static int ScopeOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt32LittleEndian(key);

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
