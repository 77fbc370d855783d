namespace DigitalLand.Conformance.Tests;

/// <summary>Damage of the kinds that files take: flipped bytes, lines twice or cut off, quotes where none belong.</summary>
internal static class Mutation
{
    private static readonly byte[][] Inserts =
        ["\""u8.ToArray(), "\"\""u8.ToArray(), ","u8.ToArray(), "\r"u8.ToArray(), "\n\n"u8.ToArray(), [0], [0xFF], "é"u8.ToArray(), "((("u8.ToArray(), "1e999"u8.ToArray(), "-"u8.ToArray(), "{}"u8.ToArray()];

    /// <summary>The content with one to eight pieces of damage.</summary>
    public static byte[] Of(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var left = random.Next(1, 9); left > 0; left--)
        {
            Damage(bytes, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                var (start, length) = LineAt(bytes, at);
                bytes.InsertRange(start, bytes.GetRange(start, length));
                break;
            case 2:
                (start, length) = LineAt(bytes, at);
                bytes.RemoveRange(start, random.Next(length + 1));
                break;
            case 3 when random.Next(8) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                var end = Math.Min(bytes.Count, at + random.Next(200));
                bytes.Reverse(at, end - at);
                break;
            default:
                bytes.InsertRange(at, Inserts[random.Next(Inserts.Length)]);
                break;
        }
    }

    private static (int Start, int Length) LineAt(List<byte> bytes, int at)
    {
        var start = at == 0 ? 0 : bytes.LastIndexOf((byte)'\n', at - 1) + 1;
        var end = bytes.IndexOf((byte)'\n', start);
        return (start, (end < 0 ? bytes.Count : end + 1) - start);
    }
}
