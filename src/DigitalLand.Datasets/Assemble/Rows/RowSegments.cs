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

    /// <summary>Whether nothing but other rows lies between two places.</summary>
    public static bool AreTogether(long x, long y) => x >> 32 == y >> 32;

    /// <summary>The place behind a row, where the next one lies if it lies together with it.</summary>
    public static long After(long place, ReadOnlySpan<byte> row) => place + sizeof(int) + row.Length;

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
        var place = Place(_last, _used);
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

    /// <summary>Takes over the rows of others: a few are copied, of many the memory itself is taken.</summary>
    /// <returns>How much further on their places are.</returns>
    public long Append(RowSegments others)
    {
        if (others.Count == 0)
        {
            return 0;
        }

        var shift = others._last == 0 && others._used <= segmentSize / 2 ? Copy(others) : Take(others);
        Count += others.Count;
        others.Count = 0;
        return shift;
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

                yield return Place(i, at);
                at += sizeof(int) + length;
            }
        }
    }

    /// <summary>Forgets all rows; their memory is used for others.</summary>
    public void Clear()
    {
        // What ends the rows of a segment is a length of nought.
        for (var i = 0; i <= _last; i++)
        {
            Array.Clear(_segments[i]);
        }

        _segments.RemoveAll(segment => segment.Length != segmentSize);
        (_last, _used, Count, Size) = (-1, 0, 0, 0);
    }

    private static long Place(int segment, int at) => ((long)segment << 32) | (uint)at;

    private long Copy(RowSegments others)
    {
        var bytes = others._segments[0].AsSpan(0, others._used);
        if (_last < 0 || _segments[_last].Length - _used < bytes.Length)
        {
            NextSegment(bytes.Length);
        }

        bytes.CopyTo(_segments[_last].AsSpan(_used));
        var shift = Place(_last, _used);
        _used += bytes.Length;
        return shift;
    }

    private long Take(RowSegments others)
    {
        var first = _last + 1;
        var taken = others._last + 1;
        var theirs = others._segments.GetRange(0, taken);
        others._segments.RemoveRange(0, taken);
        others._last = -1;
        // What is empty here is given for it, so that memory goes round.
        var empty = Math.Min(taken, _segments.Count - first);
        others._segments.AddRange(_segments.GetRange(first, empty));
        _segments.RemoveRange(first, empty);
        _segments.InsertRange(first, theirs);
        Size += others.Size;
        _last += taken;
        _used = others._used;
        return Place(first, 0);
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
