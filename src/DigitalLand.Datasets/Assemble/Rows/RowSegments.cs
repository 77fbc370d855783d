using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>Rows of any length in memory, found by where they lie. A later row lies further on, so that order of place is order of adding.</summary>
internal sealed class RowSegments(int segmentSize = RowSegments.LargeSegment)
{
    /// <summary>For rows by the million.</summary>
    public const int LargeSegment = 1 << 20;

    /// <summary>For a few rows that are soon gone: small enough not to be a large object to the collector.</summary>
    public const int SmallSegment = 1 << 16;

    private readonly List<byte[]> _segments = [];
    private int _last = -1;
    private int _used;

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
        if (_last < 0 || _segments[_last].Length - _used < size)
        {
            NextSegment(size);
        }

        return _segments[_last].AsSpan(_used + sizeof(int));
    }

    /// <summary>Takes what was written into the room.</summary>
    /// <returns>The place of the row.</returns>
    public long Add(int length)
    {
        var place = ((long)_last << 32) | (uint)_used;
        MemoryMarshal.Write(_segments[_last].AsSpan(_used), length);
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
        for (var i = 0; i <= _last; i++)
        {
            var end = i == _last ? _used : _segments[i].Length;
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

    /// <summary>Forgets all rows; their memory is used for others.</summary>
    public void Clear()
    {
        // What ends the rows of a segment is a length of nought.
        _segments.RemoveAll(segment => segment.Length != segmentSize);
        _segments.ForEach(Array.Clear);
        (_last, _used, Count, Size) = (-1, 0, 0, 0);
    }

    private void NextSegment(int size)
    {
        _last++;
        if (_last == _segments.Count || _segments[_last].Length < size)
        {
            _segments.Insert(_last, new byte[Math.Max(segmentSize, size)]);
        }

        Size += _segments[_last].Length;
        _used = 0;
    }
}
