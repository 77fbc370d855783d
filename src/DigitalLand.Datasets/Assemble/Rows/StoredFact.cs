using System.Buffers.Binary;
using System.Buffers.Text;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>
/// A row of a transformed file as it is kept, in memory and in runs on disk: the entity in 8 bytes; the fact as the 32 bytes of
/// its hash, or as text where it is something else; a <see cref="TextPool"/> number for each column of <see cref="FactColumns.Pooled"/>; and,
/// to the end, the value.
/// </summary>
internal readonly ref struct StoredFact
{
    public const int HashSize = 32;
    public const int HexSize = 2 * HashSize;

    private const byte FactIsHash = 0;

    /// <param name="row">The bytes of a row.</param>
    /// <param name="texts">Room for the numbers of its texts, one for each pooled column.</param>
    public StoredFact(ReadOnlySpan<byte> row, Span<int> texts)
    {
        Entity = BinaryPrimitives.ReadInt64LittleEndian(row);
        Key = FactKey.Of(row, out var at);
        foreach (ref var text in texts)
        {
            var bits = ReadNumber(row, ref at);
            text = (bits & 1) == 0 ? (int)(bits >> 1) : ~(int)(bits >> 1);
        }

        Texts = texts;
        Value = row[at..];
    }

    public long Entity { get; }

    public FactKey Key { get; }

    public ReadOnlySpan<int> Texts { get; }

    public ReadOnlySpan<byte> Value { get; }

    public static long EntityOf(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadInt64LittleEndian(row);

    /// <summary>The most bytes that a row takes.</summary>
    public static int SizeOf(int texts, int fact, int value) => sizeof(long) + (5 * (texts + 1)) + fact + value;

    /// <summary>Writes a row.</summary>
    /// <param name="isHash">Whether its fact is a hash.</param>
    /// <returns>How many bytes it took.</returns>
    public static int Write(Span<byte> target, long entity, ReadOnlySpan<byte> fact, ReadOnlySpan<int> texts, ReadOnlySpan<byte> value, out bool isHash)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, entity);
        var at = sizeof(long);
        isHash = fact.Length == HexSize && !fact.ContainsAnyInRange((byte)'A', (byte)'F')
            && Convert.FromHexString(fact, target.Slice(at + 1, HashSize), out _, out _) == System.Buffers.OperationStatus.Done;
        if (isHash)
        {
            target[at] = FactIsHash;
            at += 1 + HashSize;
        }
        else
        {
            WriteNumber(target, ref at, (uint)fact.Length + 1);
            fact.CopyTo(target[at..]);
            at += fact.Length;
        }

        foreach (var text in texts)
        {
            WriteNumber(target, ref at, text >= 0 ? (uint)text << 1 : ((uint)~text << 1) | 1);
        }

        value.CopyTo(target[at..]);
        return at + value.Length;
    }

    internal static uint ReadNumber(ReadOnlySpan<byte> row, ref int at)
    {
        uint number = row[at++];
        if (number < 0x80)
        {
            return number;
        }

        number &= 0x7f;
        for (var shift = 7; ; shift += 7)
        {
            uint next = row[at++];
            number |= (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }

    internal static void WriteNumber(Span<byte> target, ref int at, uint number)
    {
        while (number >= 0x80)
        {
            target[at++] = (byte)(number | 0x80);
            number >>= 7;
        }

        target[at++] = (byte)number;
    }
}
