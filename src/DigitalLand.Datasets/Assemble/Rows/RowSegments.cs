using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows of any length in memory, found by where they lie. A later row lies further on, so that order of place is order of adding.</summary>
internal sealed class RowSegments
{
    private const int SegmentSize = 1 << 20;

    private readonly List<byte[]> _segments = [];
    private int _used = SegmentSize;

    public int Count { get; private set; }

    /// <summary>Memory taken, in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The row at a place.</summary>
    public ReadOnlySpan<byte> this[long place]
    {
        get
        {
            ref var start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_segments[(int)(place >> 32)]), (uint)place);
            return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, sizeof(int)), Unsafe.ReadUnaligned<int>(ref start));
        }
    }

    /// <summary>Room for a row of at most so many bytes, to be taken with <see cref="Add(int)"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        size += sizeof(int);
        if (_segments.Count == 0 || _segments[^1].Length - _used < size)
        {
            _segments.Add(new byte[Math.Max(SegmentSize, size)]);
            Size += _segments[^1].Length;
            _used = 0;
        }

        return _segments[^1].AsSpan(_used + sizeof(int));
    }

    /// <summary>Takes what was written into the room.</summary>
    /// <returns>The place of the row.</returns>
    public long Add(int length)
    {
        var place = ((long)(_segments.Count - 1) << 32) | (uint)_used;
        MemoryMarshal.Write(_segments[^1].AsSpan(_used), length);
        _used += sizeof(int) + length;
        Count++;
        return place;
    }

    public long Add(ReadOnlySpan<byte> row)
    {
        row.CopyTo(Reserve(row.Length));
        return Add(row.Length);
    }

    /// <summary>The places of all rows, in the order in which they were added.</summary>
    public IEnumerable<long> Places()
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            var end = i == _segments.Count - 1 ? _used : _segments[i].Length;
            for (var at = 0; at + sizeof(int) <= end;)
            {
                var length = MemoryMarshal.Read<int>(_segments[i].AsSpan(at));
                if (length == 0)
                {
                    break;
                }

                yield return ((long)i << 32) | (uint)at;
                at += sizeof(int) + length;
            }
        }
    }
}
