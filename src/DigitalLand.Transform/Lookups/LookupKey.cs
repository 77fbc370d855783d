using System.Buffers.Binary;
using System.Text;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// The form in which references are compared: lower case, nothing but <c>a-z 0-9 -</c>. <c>AB/1</c>, <c>ab1</c> and <c>A_B 1</c> are one.
/// </summary>
internal static class LookupKey
{
    /// <summary>Bytes that a key takes beyond its texts.</summary>
    public const int Room = sizeof(int) + 1;

    public static string Normalise(string text)
    {
        Span<byte> key = text.Length <= 256 ? stackalloc byte[text.Length] : new byte[text.Length];
        return Encoding.ASCII.GetString(key[..Normalise(text, key)]);
    }

    /// <summary>Writes <c>prefix,organisation</c>, both in their form.</summary>
    /// <param name="scope">Has room for both and the comma.</param>
    /// <returns>Its length.</returns>
    public static int WriteScope(ReadOnlySpan<char> prefix, ReadOnlySpan<char> organisation, Span<byte> scope)
    {
        var length = Normalise(prefix, scope);
        scope[length++] = (byte)',';
        return length + Normalise(organisation, scope[length..]);
    }

    /// <inheritdoc cref="WriteScope(ReadOnlySpan{char}, ReadOnlySpan{char}, Span{byte})"/>
    public static int WriteScope(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> organisation, Span<byte> scope)
    {
        var length = Normalise(prefix, scope);
        scope[length++] = (byte)',';
        return length + Normalise(organisation, scope[length..]);
    }

    /// <summary>Writes a key: the scope's number, the reference in its form and, where there is one, a comma and the entry number as it is.</summary>
    /// <param name="key">Has room for <see cref="Room"/> bytes more than both texts.</param>
    /// <returns>The key's length.</returns>
    public static int Write(int scope, ReadOnlySpan<byte> entryNumber, ReadOnlySpan<char> reference, Span<byte> key)
    {
        BinaryPrimitives.WriteInt32LittleEndian(key, scope);
        return WithNumber(entryNumber, key, sizeof(int) + Normalise(reference, key[sizeof(int)..]));
    }

    /// <inheritdoc cref="Write(int, ReadOnlySpan{byte}, ReadOnlySpan{char}, Span{byte})"/>
    public static int Write(int scope, ReadOnlySpan<byte> entryNumber, ReadOnlySpan<byte> reference, Span<byte> key)
    {
        BinaryPrimitives.WriteInt32LittleEndian(key, scope);
        return WithNumber(entryNumber, key, sizeof(int) + Normalise(reference, key[sizeof(int)..]));
    }

    /// <summary>The number of the scope that a key begins with.</summary>
    public static int ScopeOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt32LittleEndian(key);

    private static int WithNumber(ReadOnlySpan<byte> entryNumber, Span<byte> key, int length)
    {
        if (entryNumber.IsEmpty)
        {
            return length;
        }

        key[length++] = (byte)',';
        entryNumber.CopyTo(key[length..]);
        return length + entryNumber.Length;
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

    /// <summary>Letters beyond ASCII may have a lower case within, so texts with such are left to the other.</summary>
    private static int Normalise(ReadOnlySpan<byte> utf8, Span<byte> key)
    {
        var length = 0;
        foreach (var b in utf8)
        {
            if (b >= 128)
            {
                return Normalise(Encoding.UTF8.GetString(utf8), key);
            }

            var lower = b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b;
            if (lower is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
            {
                key[length++] = (byte)lower;
            }
        }

        return length;
    }
}
