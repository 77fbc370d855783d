using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DigitalLand.Core.Hashing;

/// <summary>A SHA-256: 32 bytes held in place, because a night makes millions.</summary>
[InlineArray(SHA256.HashSizeInBytes)]
public struct Sha256Digest : IEquatable<Sha256Digest>
{
    private byte _first;

    /// <summary>The digest of some bytes.</summary>
    public static Sha256Digest Of(ReadOnlySpan<byte> bytes)
    {
        Unsafe.SkipInit(out Sha256Digest digest);
        if (!LibCrypto.TryHash(bytes, digest))
        {
            SHA256.HashData(bytes, digest);
        }

        return digest;
    }

    /// <summary>Writes the 64 lower-case hexadecimal digits.</summary>
    public readonly void WriteHex(Span<byte> utf8) => Convert.TryToHexStringLower(this, utf8, out _);

    public override readonly string ToString() => Convert.ToHexStringLower(this);

    public readonly bool Equals(Sha256Digest other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is Sha256Digest other && Equals(other);

    /// <summary>Four bytes of a digest are as good a hash code as any.</summary>
    public override readonly int GetHashCode() => MemoryMarshal.Read<int>(this);

    public static bool operator ==(Sha256Digest left, Sha256Digest right) => left.Equals(right);

    public static bool operator !=(Sha256Digest left, Sha256Digest right) => !left.Equals(right);
}
