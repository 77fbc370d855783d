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
    private readonly float[] _latitudeShifts;
    private readonly float[] _longitudeShifts;

    /// <param name="raster">Rows run from north to south, offsets are in seconds of arc, the first sample is latitude.</param>
    public ShiftGrid(GridRaster raster)
    {
        _width = raster.Width;
        _height = raster.Height;
        _stepX = raster.StepX * Angle.Degree;
        _stepY = raster.StepY * Angle.Degree;
        _west = raster.West * Angle.Degree;
        _south = (raster.North - (raster.StepY * (raster.Height - 1))) * Angle.Degree;
        _latitudeShifts = Array.ConvertAll(raster.Samples[0], ToRadians);
        _longitudeShifts = Array.ConvertAll(raster.Samples[1], ToRadians);
    }

    /// <summary>The shifted position; false outside the grid.</summary>
    public bool TryShift(double longitude, double latitude, out (double Longitude, double Latitude) shifted)
    {
        shifted = default;
        if (!TryLocate((longitude - _west) / _stepX, _width, out var column, out var across)
            || !TryLocate((latitude - _south) / _stepY, _height, out var row, out var up))
        {
            return false;
        }

        var southWest = ((_height - 1 - row) * _width) + column;
        var northWest = southWest - _width;
        double w00 = (1 - across) * (1 - up), w10 = across * (1 - up), w01 = (1 - across) * up, w11 = across * up;
        shifted = (longitude + Interpolate(_longitudeShifts), latitude + Interpolate(_latitudeShifts));
        return true;

        double Interpolate(float[] shifts) =>
            (w00 * shifts[southWest]) + (w10 * shifts[southWest + 1]) + (w01 * shifts[northWest]) + (w11 * shifts[northWest + 1]);
    }

    /// <summary>The node before a position in steps, and the fraction of a step beyond it; the last node belongs to the cell before it.</summary>
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
