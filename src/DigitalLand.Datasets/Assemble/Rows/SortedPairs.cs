using System.Buffers;
using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>
/// Pairs of numbers put into the order of the first, and of the order of adding where that is equal. What is more than the memory allowed
/// goes to disk as sorted runs.
/// </summary>
internal sealed class SortedPairs : IDisposable
{
    /// <summary>A pair and its copy while sorting.</summary>
    private const int PairSize = 4 * sizeof(long);
    private const int BufferPairs = 1 << 13;

    private readonly string _directory;
    private readonly int _mostInMemory;
    private readonly List<FileStream> _runs = [];
    private ulong[] _keys = ArrayPool<ulong>.Shared.Rent(1024);
    private long[] _values = ArrayPool<long>.Shared.Rent(1024);
    private int _count;

    /// <param name="directory">Where runs go.</param>
    /// <param name="memory">How many bytes pairs may take before they go there.</param>
    public SortedPairs(string directory, long memory)
    {
        _directory = directory;
        _mostInMemory = (int)Math.Clamp(memory / PairSize, 1024, Array.MaxLength / 2);
    }

    public void Add(long key, long value)
    {
        if (_count >= _mostInMemory)
        {
            WriteRun();
        }
        else if (_count >= Math.Min(_keys.Length, _values.Length))
        {
            Grow(ref _keys);
            Grow(ref _values);
        }

        _keys[_count] = (ulong)(key ^ long.MinValue);
        _values[_count++] = value;
    }

    /// <summary>All pairs, in order. To be asked for once.</summary>
    public IEnumerable<(long Key, long Value)> Read()
    {
        RadixSort.Sort(ref _keys, ref _values, _count);
        return _runs.Count > 0 ? Merge() : InMemory(_keys, _values, _count);
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private static (long Key, long Value) Pair(ulong key, long value) => ((long)key ^ long.MinValue, value);

    private static IEnumerable<(long Key, long Value)> InMemory(ulong[] keys, long[] values, int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Pair(keys[i], values[i]);
        }
    }

    private static IEnumerable<(long Key, long Value)> OnDisk(FileStream run)
    {
        run.Position = 0;
        var buffer = new long[2 * BufferPairs];
        while (run.ReadAtLeast(MemoryMarshal.AsBytes(buffer.AsSpan()), sizeof(long) * buffer.Length, throwOnEndOfStream: false) is var read and > 0)
        {
            for (var i = 0; i < read / sizeof(long); i += 2)
            {
                yield return Pair((ulong)buffer[i], buffer[i + 1]);
            }
        }
    }

    private IEnumerable<(long Key, long Value)> Merge()
    {
        var sources = _runs.Select(OnDisk).Append(InMemory(_keys, _values, _count)).Select(pairs => pairs.GetEnumerator()).ToArray();
        var heap = new PriorityQueue<int, (long Key, int Run)>();
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i].MoveNext())
            {
                heap.Enqueue(i, (sources[i].Current.Key, i));
            }
        }

        while (heap.TryPeek(out var run, out _))
        {
            yield return sources[run].Current;
            if (sources[run].MoveNext())
            {
                heap.DequeueEnqueue(run, (sources[run].Current.Key, run));
            }
            else
            {
                heap.Dequeue();
            }
        }
    }

    private void Grow<T>(ref T[] array)
    {
        var larger = ArrayPool<T>.Shared.Rent(_count * 2);
        array.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    private void WriteRun()
    {
        RadixSort.Sort(ref _keys, ref _values, _count);
        var file = RunFile.Open(_directory, bufferSize: 1 << 18);
        Span<long> pair = stackalloc long[2];
        for (var i = 0; i < _count; i++)
        {
            pair[0] = (long)_keys[i];
            pair[1] = _values[i];
            file.Write(MemoryMarshal.AsBytes(pair));
        }

        _runs.Add(file);
        _count = 0;
    }
}
