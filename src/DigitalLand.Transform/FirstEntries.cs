using System.Runtime.InteropServices;

namespace DigitalLand.Transform;

/// <summary>
/// For each digest the number of the entry that brought it first, in about thirty bytes each. A digest is as good a hash as any, so its bits choose the slot;
/// a slot that is taken sends to the next. There are many small tables, which grow one at a time and by a quarter: one great table that doubles takes three times its room
/// while it does.
/// </summary>
internal sealed class FirstEntries
{
    private const int TableBits = 10;
    private const int LeastSlots = 8;

    private readonly Table[] _tables = new Table[1 << TableBits];

    /// <summary>Keeps an entry for a digest that is new; otherwise says whose it was.</summary>
    /// <param name="digest">Half a SHA-256.</param>
    /// <param name="entry">From 1.</param>
    public bool TryAdd(UInt128 digest, int entry, out int first)
    {
        ref var table = ref _tables[(int)(digest & ((1 << TableBits) - 1))];
        if (table.Slots is null || table.Count >= table.Slots.Length * 4 / 5)
        {
            Grow(ref table);
        }

        ref var slot = ref Find(table.Slots!, digest);
        first = slot.Entry;
        if (first != 0)
        {
            return false;
        }

        slot = new Slot(digest, entry);
        table.Count++;
        return true;
    }

    private static void Grow(ref Table table)
    {
        var old = table.Slots ?? [];
        table.Slots = new Slot[Math.Max(LeastSlots, old.Length + (old.Length / 4))];
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Entry != 0)
            {
                Find(table.Slots, slot.Digest) = slot;
            }
        }
    }

    /// <summary>The slot of a digest, or the empty one where it belongs.</summary>
    private static ref Slot Find(Slot[] slots, UInt128 digest)
    {
        // The upper half of a product takes 32 bits evenly to as many places as there are.
        var place = (int)(((ulong)(uint)(digest >> 64) * (uint)slots.Length) >> 32);
        while (slots[place].Entry != 0 && slots[place].Digest != digest)
        {
            place = place + 1 == slots.Length ? 0 : place + 1;
        }

        return ref slots[place];
    }

    /// <summary>Packed, so that a slot takes twenty bytes instead of thirty-two.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly struct Slot(UInt128 digest, int entry)
    {
        private readonly ulong _upper = (ulong)(digest >> 64);
        private readonly ulong _lower = (ulong)digest;

        /// <summary>0 where the slot is empty.</summary>
        public readonly int Entry = entry;

        public UInt128 Digest => new(_upper, _lower);
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Table
    {
        public Slot[]? Slots;
        public int Count;
    }
}
