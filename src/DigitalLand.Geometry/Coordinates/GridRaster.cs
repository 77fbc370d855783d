using System.IO.Compression;
using System.Numerics;
using DigitalLand.Core;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The raster of a shift grid: the dialect of GeoTIFF in which PROJ's grids are published (little-endian TIFF 6.0, tiled, samples in planes of their own,
/// 32-bit floats, Deflate with the floating point predictor). Coordinates are degrees, of the nodes themselves. Tiles are unpacked one by one, as they
/// are asked for: a country's grid takes longer to unpack than a small file takes to process.
/// </summary>
internal sealed class GridRaster
{
    private readonly string _path;
    private readonly TiffTags _tags;
    private readonly int[] _offsets;
    private readonly int[] _lengths;

    private GridRaster(string path, TiffTags tags)
    {
        _path = path;
        _tags = tags;
        tags.Require(258, 32);
        tags.Require(259, 8);
        tags.Require(284, 2);
        tags.Require(317, 3);
        tags.Require(339, 3);
        Width = tags.Integer(256);
        Height = tags.Integer(257);
        TileWidth = tags.Integer(322);
        TileHeight = tags.Integer(323);
        if (!BitOperations.IsPow2(TileWidth) || !BitOperations.IsPow2(TileHeight))
        {
            throw new InvalidDataException($"its tiles are {TileWidth} by {TileHeight}, where this program reads powers of two.");
        }

        _offsets = tags.Integers(324);
        _lengths = tags.Integers(325);
        var scale = tags.Doubles(33550);
        var tiePoint = tags.Doubles(33922);
        (StepX, StepY) = (scale[0], scale[1]);
        (West, North) = (tiePoint[3], tiePoint[4]);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>A power of two, as is the height.</summary>
    public int TileWidth { get; }

    public int TileHeight { get; }

    public int TilesAcross => (Width + TileWidth - 1) / TileWidth;

    public int TilesDown => (Height + TileHeight - 1) / TileHeight;

    public double West { get; }

    public double North { get; }

    public double StepX { get; }

    public double StepY { get; }

    /// <exception cref="RunFailedException">The file is not of this dialect.</exception>
    public static GridRaster Read(string path) => Reading(path, () => new GridRaster(path, new TiffTags(File.ReadAllBytes(path))));

    /// <summary>
    /// One tile of a sample: 0 is the offset in latitude, 1 in longitude. Tiles, and nodes in a tile, run from west to east, then from north to south; a tile
    /// at the edge is filled up.
    /// </summary>
    /// <exception cref="RunFailedException">The tile is damaged.</exception>
    public float[] ReadTile(int sample, int tile) => Reading(_path, () =>
    {
        var index = (sample * TilesAcross * TilesDown) + tile;
        using var source = new MemoryStream(_tags.File, _offsets[index], _lengths[index], writable: false);
        using var inflated = new ZLibStream(source, CompressionMode.Decompress);
        var bytes = new byte[TileWidth * TileHeight * sizeof(float)];
        inflated.ReadExactly(bytes);
        var nodes = new float[TileWidth * TileHeight];
        for (var row = 0; row < TileHeight; row++)
        {
            UndoPredictor(bytes.AsSpan(row * TileWidth * sizeof(float), TileWidth * sizeof(float)), nodes.AsSpan(row * TileWidth, TileWidth));
        }

        return nodes;
    });

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            throw new RunFailedException($"The coordinate grid '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>
    /// Undoes the floating point predictor (Adobe Photoshop TIFF Technical Note 3): a row's bytes are stored as differences, and by
    /// significance, all first bytes before all second bytes.
    /// </summary>
    private static void UndoPredictor(Span<byte> row, Span<float> values)
    {
        byte sum = 0;
        foreach (ref var value in row)
        {
            value = sum += value;
        }

        ReadOnlySpan<byte> first = row[..values.Length], second = row.Slice(values.Length, values.Length);
        ReadOnlySpan<byte> third = row.Slice(2 * values.Length, values.Length), fourth = row.Slice(3 * values.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.Int32BitsToSingle((first[i] << 24) | (second[i] << 16) | (third[i] << 8) | fourth[i]);
        }
    }
}
