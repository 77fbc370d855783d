namespace DigitalLand.Collection.Collect.Limits;

/// <summary>Counts the bytes that are read through it.</summary>
internal sealed class CountedStream(Stream inner) : BodyStream(inner)
{
    public long Count { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Count += read;
        return read;
    }
}
