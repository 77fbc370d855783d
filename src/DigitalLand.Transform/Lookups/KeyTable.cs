using System.Numerics;
using System.Runtime.InteropServices;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// An exact map from short UTF-8 keys to short UTF-8 values, all in one buffer. A collection's lookups are hundreds of thousands of
/// rows of which a resource needs a few; as strings in a dictionary they took most of a run's start and memory.
/// </summary>
internal sealed class KeyTable
{
    private const int LeastEntries = 1024;

    private byte[] _bytes;
    private int _used;
    private Entry[] _entries;
    private int[] _buckets;

    /// <param name="bytes">How many bytes of keys and values are expected; growing costs the old room and the new at once.</param>
    /// <param name="entries">How many keys are expected.</param>
    public KeyTable(int bytes = 0, int entries = 0)
    {
        _bytes = new byte[Math.Max(bytes, 64 * LeastEntries)];
        _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(entries, LeastEntries))];
        _buckets = new int[_entries.Length];
    }

    /// <summary>How many keys there are; entries are numbered from 0 in the order in which their keys first came.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key, or gives it another value.</summary>
    /// <returns>The entry's number.</returns>
    public int Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var hash = Hash(key);
        var number = Find(key, hash);
        if (number < 0)
        {
            number = Add(key, hash);
        }

        ref var entry = ref _entries[number];
        entry.Value = Append(value);
        entry.ValueLength = value.Length;
        return number;
    }

    /// <summary>The number of a key's entry, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key) => Find(key, Hash(key));

    public ReadOnlySpan<byte> Key(int number) => _bytes.AsSpan(_entries[number].Key, _entries[number].KeyLength);

    public ReadOnlySpan<byte> Value(int number) => _bytes.AsSpan(_entries[number].Value, _entries[number].ValueLength);

    /// <summary>A table of its own with the same content.</summary>
    public KeyTable Copy() => new()
    {
        _bytes = [.. _bytes],
        _used = _used,
        _entries = [.. _entries],
        _buckets = [.. _buckets],
        Count = Count,
    };

    /// <summary>A checksum with hardware behind it: the keys are the operators' own, so nobody picks them to collide.</summary>
    private static uint Hash(ReadOnlySpan<byte> key)
    {
        var hash = (uint)key.Length;
        while (key.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, MemoryMarshal.Read<ulong>(key));
            key = key[sizeof(ulong)..];
        }

        foreach (var b in key)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return hash;
    }

    private int Find(ReadOnlySpan<byte> key, uint hash)
    {
        var number = _buckets[hash & (uint)(_buckets.Length - 1)] - 1;
        while (number >= 0 && (_entries[number].Hash != hash || !Key(number).SequenceEqual(key)))
        {
            number = _entries[number].Next - 1;
        }

        return number;
    }

    private int Add(ReadOnlySpan<byte> key, uint hash)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        ref var bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        _entries[Count] = new Entry { Hash = hash, Next = bucket, Key = Append(key), KeyLength = key.Length };
        bucket = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _buckets = new int[_entries.Length];
        for (var i = 0; i < Count; i++)
        {
            ref var bucket = ref _buckets[_entries[i].Hash & (uint)(_buckets.Length - 1)];
            _entries[i].Next = bucket;
            bucket = i + 1;
        }
    }

    private int Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _used < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
        return _used - bytes.Length;
    }

    /// <summary>Where key and value lie in the buffer; numbers of entries are stored with one added, so that 0 is none.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public uint Hash;
        public int Next;
        public int Key;
        public int KeyLength;
        public int Value;
        public int ValueLength;
    }
}
