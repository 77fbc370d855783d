using System.Buffers.Binary;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>The tags of the first image directory of a little-endian TIFF file.</summary>
internal sealed class TiffTags
{
    private readonly Dictionary<int, (int Type, int Count, int Position)> _entries = [];

    public TiffTags(byte[] file)
    {
        File = file;
        if (!file.AsSpan().StartsWith("II*\0"u8))
        {
            throw new InvalidDataException("it is not a little-endian TIFF file.");
        }

        var directory = Integer32(4);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(directory));
        for (var i = 0; i < count; i++)
        {
            var entry = directory + 2 + (i * 12);
            var tag = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(entry));
            int type = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(entry + 2)), values = Integer32(entry + 4);
            _entries[tag] = (type, values, values * SizeOf(type) <= 4 ? entry + 8 : Integer32(entry + 8));
        }
    }

    public byte[] File { get; }

    public int Integer(int tag) => Integers(tag)[0];

    public int[] Integers(int tag)
    {
        var (type, count, position) = _entries[tag];
        return Array.ConvertAll(
            [.. Enumerable.Range(0, count)],
            i => type == 3 ? BinaryPrimitives.ReadUInt16LittleEndian(File.AsSpan(position + (2 * i))) : Integer32(position + (4 * i)));
    }

    public double[] Doubles(int tag)
    {
        var (_, count, position) = _entries[tag];
        return Array.ConvertAll([.. Enumerable.Range(0, count)], i => BinaryPrimitives.ReadDoubleLittleEndian(File.AsSpan(position + (8 * i))));
    }

    public void Require(int tag, int value)
    {
        if (Integer(tag) != value)
        {
            throw new InvalidDataException($"its tag {tag} is {Integer(tag)}, where this program reads {value}.");
        }
    }

    private static int SizeOf(int type) => type switch
    {
        3 => 2,
        4 or 11 => 4,
        5 or 12 => 8,
        _ => 1,
    };

    private int Integer32(int position) => BinaryPrimitives.ReadInt32LittleEndian(File.AsSpan(position));
}
