namespace DigitalLand.Collection.Collect.Limits;

/// <summary>
/// The decoded body of an answer, read no further than its limits: of size, of what decoding makes out of little, and of slowness.
/// Slow is what comes slowly, not what we are slow to take: only time spent waiting for the server counts.
/// </summary>
internal sealed class LimitedBody(Stream decoded, CountedStream transferred, CollectorOptions options, TimeProvider clock) : BodyStream(decoded)
{
    private long _length;
    private TimeSpan _waited;
    private long _transferredBefore;

    /// <exception cref="FetchException">A limit is passed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var started = clock.GetTimestamp();
        var read = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _waited += clock.GetElapsedTime(started);
        _length += read;
        CheckSize();
        CheckRate();
        return read;
    }

    private void CheckSize()
    {
        if (_length > options.MaxBytes)
        {
            throw new FetchException(FetchCause.ContentTooLarge, $"The content is larger than {options.MaxBytes} bytes.");
        }

        if (_length > options.FreeDecodedBytes && _length > transferred.Count * options.MaxDecodingRatio)
        {
            throw new FetchException(FetchCause.DecompressionBomb, $"{transferred.Count} transferred bytes became more than {_length} bytes of content.");
        }
    }

    private void CheckRate()
    {
        if (_waited < options.RateWindow)
        {
            return;
        }

        var rate = (transferred.Count - _transferredBefore) / _waited.TotalSeconds;
        if (rate < options.MinBytesPerSecond)
        {
            throw new FetchException(FetchCause.TooSlow, $"The body came at {rate:0.#} bytes a second; at least {options.MinBytesPerSecond} are asked for.");
        }

        _waited = TimeSpan.Zero;
        _transferredBefore = transferred.Count;
    }
}
