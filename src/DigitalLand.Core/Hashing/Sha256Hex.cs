using System.Security.Cryptography;
using System.Text;

namespace DigitalLand.Core.Hashing;

/// <summary>
/// SHA-256 in lower-case hexadecimal: the name of every resource (of its bytes), endpoint (of its URL as written) and fact.
/// </summary>
public static class Sha256Hex
{
    public static string OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }
}
