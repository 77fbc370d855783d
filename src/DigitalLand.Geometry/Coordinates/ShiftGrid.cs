using System.Numerics;
using System.Runtime.CompilerServices;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// A horizontal shift grid (NTv2 in a GeoTIFF): offsets of latitude and longitude at regular nodes, interpolated bilinearly. The offsets of OSTN15
/// lead from OSGB36 to ETRS89, so they are added; both frames' angles are in radians.
/// </summary>
internal sealed class ShiftGrid
{
    private readonly int _width;
    private readonly int _height;
    private readonly double _west;
    private readonly double _south;
    private readonly double _stepX;
    private readonly double _stepY;
    private readonly int _tilesAcross;
    private readonly int _tileColumnBits;
    private readonly int _tileRowBits;

    /// <summary>For each node of a tile the shift in latitude, then in longitude.</summary>
    private readonly Lazy<float[]>[] _tiles;

    /// <param name="raster">Rows run from north to south, offsets are in seconds of arc, the first sample is latitude.</param>
    public ShiftGrid(GridRaster raster)
    {
        _width = raster.Width;
        _height = raster.Height;
        _stepX = raster.StepX * Angle.Degree;
        _stepY = raster.StepY * Angle.Degree;
        _west = raster.West * Angle.Degree;
        _south = (raster.North - (raster.StepY * (raster.Height - 1))) * Angle.Degree;
        _tilesAcross = raster.TilesAcross;
        _tileColumnBits = BitOperations.Log2((uint)raster.TileWidth);
        _tileRowBits = BitOperations.Log2((uint)raster.TileHeight);
        _tiles = [.. Enumerable.Range(0, raster.TilesAcross * raster.TilesDown).Select(tile => new Lazy<float[]>(() => ReadShifts(raster, tile)))];
    }

    /// <summary>The shifted position; false outside the grid.</summary>
    public bool TryShift(double longitude, double latitude, out (double Longitude, double Latitude) shifted)
    {
        shifted = default;
        if (!TryLocate((longitude - _west) / _stepX, _width, out var column, out var across)
            || !TryLocate((latitude - _south) / _stepY, _height, out var rowFromSouth, out var up))
        {
            return false;
        }

        var row = _height - 1 - rowFromSouth;
        int southWest = Node(row, column), southEast = Node(row, column + 1), northWest = Node(row - 1, column), northEast = Node(row - 1, column + 1);
        var tile = Tile(row, column);
        float[] southEastTile = tile, northWestTile = tile, northEastTile = tile;
        if (southEast < southWest || northWest > southWest)
        {
            // The cell lies across an edge of the tile.
            (southEastTile, northWestTile, northEastTile) = (Tile(row, column + 1), Tile(row - 1, column), Tile(row - 1, column + 1));
        }

        double w00 = (1 - across) * (1 - up), w10 = across * (1 - up), w01 = (1 - across) * up, w11 = across * up;
        shifted = (
            longitude + ((w00 * tile[southWest + 1]) + (w10 * southEastTile[southEast + 1]) + (w01 * northWestTile[northWest + 1]) + (w11 * northEastTile[northEast + 1])),
            latitude + ((w00 * tile[southWest]) + (w10 * southEastTile[southEast]) + (w01 * northWestTile[northWest]) + (w11 * northEastTile[northEast])));
        return true;
    }

    private float[] Tile(int row, int column) => _tiles[((row >> _tileRowBits) * _tilesAcross) + (column >> _tileColumnBits)].Value;

    /// <summary>Where a node stands in its tile.</summary>
    private int Node(int row, int column) =>
        2 * (((row & ((1 << _tileRowBits) - 1)) << _tileColumnBits) + (column & ((1 << _tileColumnBits) - 1)));

    private static float[] ReadShifts(GridRaster raster, int tile)
    {
        float[] latitudes = raster.ReadTile(0, tile), longitudes = raster.ReadTile(1, tile);
        var shifts = new float[2 * latitudes.Length];
        for (var i = 0; i < latitudes.Length; i++)
        {
            shifts[2 * i] = ToRadians(latitudes[i]);
            shifts[(2 * i) + 1] = ToRadians(longitudes[i]);
        }

        return shifts;
    }

    /// <summary>The node before a position in steps, and the fraction of a step beyond it; the last node belongs to the cell before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryLocate(double position, int nodes, out int node, out double fraction)
    {
        const double tolerance = 1e-4;
        node = 0;
        fraction = 0;
        if (!(position > -tolerance && position < nodes - 1 + tolerance))
        {
            return false;
        }

        node = Math.Clamp((int)Math.Floor(position), 0, nodes - 2);
        fraction = Math.Clamp(position - node, 0, 1);
        return true;
    }

    /// <summary>Single precision, as PROJ keeps them.</summary>
    private static float ToRadians(float arcSeconds) => (float)(arcSeconds * Angle.ArcSecond);
}
