using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitalLand.Core.Hashing;

/// <summary>
/// OpenSSL's low-level SHA-256, the library that .NET's own cryptography loads as well. Its platform calls look up an algorithm and
/// make a context for every hash, which for short texts takes several times as long as the hash.
/// </summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary>OpenSSL's SHA256_CTX: 112 bytes, of which nothing is read before Init has written it.</summary>
    private const int ContextSize = 112;

    private static readonly bool IsPresent = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Hashes where the library is; false where it is not.</summary>
    [SkipLocalsInit]
    public static bool TryHash(ReadOnlySpan<byte> bytes, Span<byte> digest)
    {
        if (!IsPresent)
        {
            return false;
        }

        var context = stackalloc byte[ContextSize];
        fixed (byte* data = bytes)
        fixed (byte* result = digest)
        {
            return Init(context) == 1 && Update(context, data, (nuint)bytes.Length) == 1 && Final(result, context) == 1;
        }
    }

    // No GC transition: each call runs for a fraction of a microsecond on a fact. Long texts are hashed elsewhere, in pieces.
    [LibraryImport(Library, EntryPoint = "SHA256_Init")]
    [SuppressGCTransition]
    private static partial int Init(byte* context);

    [LibraryImport(Library, EntryPoint = "SHA256_Update")]
    [SuppressGCTransition]
    private static partial int Update(byte* context, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "SHA256_Final")]
    [SuppressGCTransition]
    private static partial int Final(byte* digest, byte* context);
}
