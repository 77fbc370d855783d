using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble.Parquet;

/// <summary>
/// The facts that were written, with their entities, to find those that several entities have. A fact is its first forty bits here and an
/// entity its number in the order of entities, eight bytes together; what so many bits cannot tell is left to <see cref="SharedFacts"/>.
/// Rows that did not fit the memory have keys that do not either, which are sorted on disk.
/// </summary>
internal sealed class FactKeys : IDisposable
{
    private const int Buckets = 256;
    private const int BucketShift = 56;
    private const int EntityBits = 24;

    private readonly ulong[][] _buckets = [];
    private readonly int[] _counts = new int[Buckets];
    private readonly SortedPairs? _onDisk;

    /// <param name="rows">The rows that the facts are of.</param>
    /// <param name="limits">What memory may be taken, and where the disk is.</param>
    public FactKeys(FactRows rows, AssembleLimits limits)
    {
        if (rows.AreOnDisk || rows.Count >= 1 << EntityBits)
        {
            _onDisk = new SortedPairs(limits.TemporaryDirectory, limits.PairMemory);
            return;
        }

        // Hashes spread evenly; where they do not, buckets grow.
        var size = (int)(rows.Count / Buckets * 9 / 8) + 16;
        _buckets = new ulong[Buckets][];
        for (var i = 0; i < Buckets; i++)
        {
            _buckets[i] = new ulong[size];
        }
    }

    /// <summary>Adds a fact of an entity, once each.</summary>
    /// <param name="prefix">The beginning of the fact.</param>
    /// <param name="entity">The entity's number in the order of entities, from 1 on.</param>
    public void Add(ulong prefix, long entity)
    {
        if (_onDisk is not null)
        {
            _onDisk.Add(Key(prefix), entity);
            return;
        }

        var bucket = (int)(prefix >> BucketShift);
        ref var count = ref _counts[bucket];
        if (count == _buckets[bucket].Length)
        {
            Array.Resize(ref _buckets[bucket], count * 2);
        }

        _buckets[bucket][count++] = ((prefix >> EntityBits) << EntityBits) | (ulong)entity;
    }

    /// <summary>The keys that facts of different entities have: few by chance, as long as no fact is really shared.</summary>
    public HashSet<long> OfSeveral()
    {
        var several = new HashSet<long>();
        if (_onDisk is not null)
        {
            FindOnDisk(_onDisk, several);
            return several;
        }

        var table = Array.Empty<ulong>();
        for (var i = 0; i < Buckets; i++)
        {
            var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_counts[i] * 2);
            table = table.Length < size ? new ulong[size] : table;
            Find(_buckets[i].AsSpan(0, _counts[i]), table.AsSpan(0, size), several);
        }

        return several;
    }

    /// <summary>The part of a fact that <see cref="OfSeveral"/> gives.</summary>
    public static long Key(ulong prefix) => (long)(prefix >> EntityBits);

    public void Dispose() => _onDisk?.Dispose();

    private static void FindOnDisk(SortedPairs pairs, HashSet<long> several)
    {
        var last = default((long Key, long Value)?);
        foreach (var pair in pairs.Read())
        {
            if (last is { } before && before.Key == pair.Key && before.Value != pair.Value)
            {
                several.Add(pair.Key);
            }

            last = pair;
        }
    }

    /// <summary>Looks for equal keys among those of a bucket by an open hash table, which is small enough to stay near the processor.</summary>
    private static void Find(ReadOnlySpan<ulong> keys, Span<ulong> table, HashSet<long> several)
    {
        table.Clear();
        foreach (var key in keys)
        {
            for (var slot = (int)(key >> EntityBits) & (table.Length - 1); ; slot = (slot + 1) & (table.Length - 1))
            {
                // Entities are numbered from 1 on, so no key is nought.
                ref var other = ref table[slot];
                if (other == 0)
                {
                    other = key;
                    break;
                }

                if ((other ^ key) >> EntityBits == 0 && other != key)
                {
                    several.Add((long)(key >> EntityBits));
                    break;
                }
            }
        }
    }
}
