namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The transformation "OSGB36 to WGS 84 (6)" (EPSG:1314): seven parameters in the position vector convention, good to about two metres in
/// Great Britain. It stands in where the OSTN15 grid is missing or does not reach.
/// </summary>
internal static class Helmert
{
    private const double Tx = 446.448;
    private const double Ty = -125.157;
    private const double Tz = 542.06;
    private const double Rx = 0.15 * Angle.ArcSecond;
    private const double Ry = 0.247 * Angle.ArcSecond;
    private const double Rz = 0.842 * Angle.ArcSecond;
    private const double Scale = 1 - 20.489e-6;

    /// <summary>WGS 84 longitude and latitude in radians of those on OSGB36; the height in metres counts a little.</summary>
    public static (double Longitude, double Latitude) Transform(double longitude, double latitude, double height)
    {
        var (x, y, z) = Ellipsoid.Airy.ToCartesian(longitude, latitude, height);
        return Ellipsoid.Wgs84.FromCartesian(
            (Scale * (x - (Rz * y) + (Ry * z))) + Tx,
            (Scale * ((Rz * x) + y - (Rx * z))) + Ty,
            (Scale * ((-Ry * x) + (Rx * y) + z)) + Tz);
    }
}
