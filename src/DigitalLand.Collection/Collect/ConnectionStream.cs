using System.Buffers;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// What comes and goes over one HTTP/1 connection, after TLS. Bounds every silence of the server, and notes the header names of each
/// response, see <see cref="ResponseHead"/>. Anything that is not an HTTP head (a tunnel through a proxy) passes untouched.
/// </summary>
internal sealed class ConnectionStream(Stream inner, TimeSpan readTimeout, TimeProvider clock) : Stream
{
    private readonly ArrayBufferWriter<byte> _head = new(4096);
    private ReadOnlyMemory<byte> _ready;
    private bool _expectsHead;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ready.IsEmpty && _expectsHead && !buffer.IsEmpty)
        {
            await ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_ready.IsEmpty)
        {
            return await ReadInTimeAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>A request goes out, so what comes in next is a head: HTTP/1 without pipelining.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _expectsHead = true;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads until a final head is whole (or it turns out to be none), and makes ready what came.</summary>
    private async ValueTask ReadHeadAsync(CancellationToken cancel)
    {
        _head.Clear();
        var ready = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await ReadInTimeAsync(_head.GetMemory(4096), cancel).ConfigureAwait(false);
            _head.Advance(read);
            if (read == 0 || PassHeads(ready) || !ResponseHead.IsPlausible(_head.WrittenSpan) || _head.WrittenCount > ResponseHead.MaxLength)
            {
                ready.Write(_head.WrittenSpan);
                _expectsHead = false;
                break;
            }
        }

        _ready = ready.WrittenMemory;
    }

    /// <summary>Moves whole heads over; true when the final one is among them, so that what is left belongs to the body.</summary>
    private bool PassHeads(ArrayBufferWriter<byte> ready)
    {
        while (ResponseHead.IsPlausible(_head.WrittenSpan) && ResponseHead.TryFindEnd(_head.WrittenSpan, out var blankLine, out var end))
        {
            var head = _head.WrittenSpan[..end];
            var isInterim = ResponseHead.IsInterim(head);
            ready.Write(head[..blankLine]);
            if (!isInterim)
            {
                ready.Write(ResponseHead.NamesLine(head));
            }

            ready.Write(head[blankLine..]);
            var rest = _head.WrittenSpan[end..].ToArray();
            _head.Clear();
            _head.Write(rest);
            if (!isInterim)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        using var silence = new CancellationTokenSource(readTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, silence.Token);
        try
        {
            return await inner.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new ReadTimeoutException(readTimeout);
        }
    }
}
