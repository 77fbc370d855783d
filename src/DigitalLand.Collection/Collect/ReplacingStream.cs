namespace DigitalLand.Collection.Collect;

/// <summary>
/// Passes on what is written to it with every match of a pattern replaced, from left to right as <c>re.sub</c> does. Holds back only
/// what may still become a match; <see cref="Complete"/> says that nothing more will come.
/// </summary>
internal sealed class ReplacingStream(BytePattern pattern, Stream next) : Stream
{
    private byte[] _held = new byte[64 * 1024];
    private int _length;

    /// <summary>An open match is looked at again only when this much has come: scanning it at every write would be quadratic.</summary>
    private int _enough;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_held.Length - _length < buffer.Length)
        {
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _length + buffer.Length));
        }

        buffer.CopyTo(_held.AsSpan(_length));
        _length += buffer.Length;
        if (_length >= _enough)
        {
            Pass(isLast: false);
        }
    }

    /// <summary>Passes on all that was held back.</summary>
    public void Complete() => Pass(isLast: true);

    public override void Flush() => next.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Pass(bool isLast)
    {
        var data = _held.AsSpan(0, _length);
        var copied = 0;
        var searched = 0;
        var keep = _length;
        while (data[searched..].IndexOf(pattern.Start) is var found and >= 0)
        {
            var start = searched + found;
            var match = pattern.Match(data[start..], isLast, out var kept, out var length);
            if (match == PatternMatch.NeedsMore)
            {
                keep = pattern.Before is not null && start > copied ? start - 1 : start;
                break;
            }

            if (match == PatternMatch.Yes)
            {
                var isAfter = pattern.Before is { } before && start > copied && data[start - 1] == before;
                next.Write(data[copied..(isAfter ? start - 1 : start)]);
                next.Write(data.Slice(start, kept));
                next.Write(pattern.Replacement);
                copied = searched = start + length;
            }
            else
            {
                searched = start + 1;
            }
        }

        if (keep == _length && !isLast)
        {
            keep = Math.Max(searched, _length - pattern.Start.Length + 1 - (pattern.Before is null ? 0 : 1));
        }

        next.Write(data[copied..keep]);
        data[keep..].CopyTo(_held);
        _length -= keep;
        _enough = _length > pattern.Start.Length ? _length * 2 : 0;
    }
}
