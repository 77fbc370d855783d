using System.IO.Compression;

namespace DigitalLand.Collection.Collect;

/// <summary>Undoes the Content-Encoding of a body (RFC 9110 8.4): hashes are of the content, not of how it travelled.</summary>
internal static class ContentDecoding
{
    /// <param name="body">As transferred.</param>
    /// <param name="encodings">The header's value; unknown encodings are left as they are, as requests does.</param>
    /// <param name="cancel">Stops the look at the body's first bytes.</param>
    public static async Task<Stream> OpenAsync(Stream body, string encodings, CancellationToken cancel)
    {
        foreach (var encoding in encodings.Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "deflate" => await OpenDeflateAsync(body, cancel).ConfigureAwait(false),
                _ => body,
            };
        }

        return body;
    }

    /// <summary>"deflate" should be the zlib format, but many servers send the bare one.</summary>
    private static async Task<Stream> OpenDeflateAsync(Stream body, CancellationToken cancel)
    {
        var start = new byte[2];
        var read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        var whole = new PrefixedStream(start.AsMemory(0, read), body);
        var isZlib = read == 2 && (start[0] & 0x0f) == 8 && ((start[0] << 8) + start[1]) % 31 == 0;
        return isZlib ? new ZLibStream(whole, CompressionMode.Decompress) : new DeflateStream(whole, CompressionMode.Decompress);
    }

    /// <summary>Bytes that were read already, and then the rest.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : BodyStream(rest)
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty)
            {
                return await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }

            var count = Math.Min(buffer.Length, _prefix.Length);
            _prefix[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return count;
        }
    }
}
