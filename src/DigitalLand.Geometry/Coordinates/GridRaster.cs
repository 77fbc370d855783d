using System.Buffers.Binary;
using System.IO.Compression;
using DigitalLand.Core;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The raster of a shift grid: the dialect of GeoTIFF in which PROJ's grids are published (little-endian TIFF 6.0, tiled, samples in planes of their own,
/// 32-bit floats, Deflate with the floating point predictor). Coordinates are degrees, of the nodes themselves.
/// </summary>
internal sealed class GridRaster
{
    private GridRaster(TiffTags tags)
    {
        Width = tags.Integer(256);
        Height = tags.Integer(257);
        var scale = tags.Doubles(33550);
        var tiePoint = tags.Doubles(33922);
        (StepX, StepY) = (scale[0], scale[1]);
        (West, North) = (tiePoint[3], tiePoint[4]);
    }

    public int Width { get; }

    public int Height { get; }

    public double West { get; }

    public double North { get; }

    public double StepX { get; }

    public double StepY { get; }

    /// <summary>Offset in latitude, then in longitude; each by rows from the north.</summary>
    public required float[][] Samples { get; init; }

    /// <exception cref="RunFailedException">The file is not of this dialect.</exception>
    public static GridRaster Read(string path)
    {
        try
        {
            var tags = new TiffTags(File.ReadAllBytes(path));
            tags.Require(258, 32);
            tags.Require(259, 8);
            tags.Require(284, 2);
            tags.Require(317, 3);
            tags.Require(339, 3);
            return new GridRaster(tags) { Samples = [ReadPlane(tags, 0), ReadPlane(tags, 1)] };
        }
        catch (Exception error) when (error is InvalidDataException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            throw new RunFailedException($"The coordinate grid '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static float[] ReadPlane(TiffTags tags, int plane)
    {
        int width = tags.Integer(256), height = tags.Integer(257);
        int tileWidth = tags.Integer(322), tileHeight = tags.Integer(323);
        var offsets = tags.Integers(324);
        var lengths = tags.Integers(325);
        int across = (width + tileWidth - 1) / tileWidth, down = (height + tileHeight - 1) / tileHeight;
        var samples = new float[width * height];
        var row = new byte[tileWidth * sizeof(float)];
        for (var tile = 0; tile < across * down; tile++)
        {
            var index = (plane * across * down) + tile;
            using var source = new MemoryStream(tags.File, offsets[index], lengths[index], writable: false);
            using var inflated = new ZLibStream(source, CompressionMode.Decompress);
            var left = tile % across * tileWidth;
            var top = tile / across * tileHeight;
            for (var y = top; y < Math.Min(top + tileHeight, height); y++)
            {
                inflated.ReadExactly(row);
                UndoPredictor(row, samples.AsSpan((y * width) + left, Math.Min(tileWidth, width - left)));
            }
        }

        return samples;
    }

    /// <summary>
    /// Undoes the floating point predictor (Adobe Photoshop TIFF Technical Note 3): a row's bytes are stored as differences, and by
    /// significance, all first bytes before all second bytes.
    /// </summary>
    private static void UndoPredictor(Span<byte> row, Span<float> values)
    {
        for (var i = 1; i < row.Length; i++)
        {
            row[i] += row[i - 1];
        }

        var count = row.Length / sizeof(float);
        for (var i = 0; i < values.Length; i++)
        {
            var bits = (row[i] << 24) | (row[count + i] << 16) | (row[(2 * count) + i] << 8) | row[(3 * count) + i];
            values[i] = BitConverter.Int32BitsToSingle(bits);
        }
    }

    /// <summary>The tags of the first image directory.</summary>
    private sealed class TiffTags
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
}
