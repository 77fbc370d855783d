using DigitalLand.Core;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// Converts the two projected systems that providers use, British National Grid (EPSG:27700) and Web Mercator (EPSG:3857), to WGS 84 longitude and latitude
/// in degrees (EPSG:4326), choosing among transformations as PROJ chooses. Safe for use by several threads.
/// </summary>
public sealed class CoordinateSystems
{
    /// <summary>The file of Ordnance Survey's OSTN15 grid as PROJ's data package names it.</summary>
    public const string GridFileName = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif";

    private const double SphereRadius = 6378137;

    private readonly string? _gridPath;
    private readonly Lazy<ShiftGrid?> _grid;
    private readonly NearInverse _nearInverse = new();
    private volatile bool _hasMissedGrid;

    /// <param name="gridPath">The OSTN15 grid; null to do without. It is read when the first coordinate needs it.</param>
    public CoordinateSystems(string? gridPath)
    {
        _gridPath = gridPath;
        _grid = new Lazy<ShiftGrid?>(() => gridPath is null ? null : new ShiftGrid(GridRaster.Read(gridPath)));
    }

    /// <summary>Whether the OSTN15 grid is there. Without it coordinates are some metres off, at the fifth decimal.</summary>
    public bool HasGrid => _gridPath is not null;

    /// <summary>Whether a British National Grid coordinate was converted with lesser accuracy because the grid is not there; for one remark a run.</summary>
    public bool HasMissedGrid => _hasMissedGrid;

    /// <summary>Where PROJ keeps a user's own grids, and <c>digital-land setup grids</c> puts this one.</summary>
    public static string UserFolder => System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "proj");

    /// <summary>
    /// Looks for the grid in the folders that <c>PROJ_DATA</c> names, then in those of <c>PROJ_LIB</c>; where neither is set, in
    /// <see cref="UserFolder"/>.
    /// </summary>
    public static CoordinateSystems FromEnvironment()
    {
        string[] lists = [Environment.GetEnvironmentVariable("PROJ_DATA") ?? "", Environment.GetEnvironmentVariable("PROJ_LIB") ?? ""];
        var named = lists.SelectMany(static list => list.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var folders = named.Length > 0 ? named : [UserFolder];
        return new CoordinateSystems(folders.Select(static folder => System.IO.Path.Combine(folder, GridFileName)).FirstOrDefault(File.Exists));
    }

    /// <summary>
    /// Easting and northing in metres to degrees: by OSTN15 inside its area of use and its grid, else by Helmert's transformation inside that one's area;
    /// far from Great Britain the datum is not changed at all. Positions that have no inverse become infinite.
    /// </summary>
    /// <exception cref="RunFailedException">The grid file cannot be read.</exception>
    public (double Longitude, double Latitude) FromBritishNationalGrid(double easting, double northing, double height = 0)
    {
        var (longitude, latitude) = TransverseMercator.Inverse(easting, northing);
        if (double.IsNaN(longitude) || double.IsNaN(latitude))
        {
            return (double.PositiveInfinity, double.PositiveInfinity);
        }

        if (IsInGridArea(easting, northing))
        {
            if (_grid.Value is not { } grid)
            {
                _hasMissedGrid = true;
            }
            else if (grid.TryShift(longitude, latitude, out var shifted))
            {
                return ToDegrees(shifted);
            }
        }

        return ToDegrees(IsInHelmertArea(easting, northing)
            ? Helmert.Transform(longitude, latitude, double.IsNaN(height) ? 0 : height)
            : (longitude, latitude));
    }

    /// <summary>
    /// A position by OSTN15 with the six decimals of <see cref="FromBritishNationalGrid"/>, and further decimals of its own, at a fraction of the cost. False
    /// where the two might differ in the sixth decimal, outside Great Britain, and without a grid.
    /// </summary>
    internal bool TryNearBritishNationalGrid(double easting, double northing, out (double Longitude, double Latitude) position)
    {
        if (_gridPath is not null && _nearInverse.TryFind(easting, northing, out var longitude, out var latitude) && _grid.Value is { } grid && grid.TryShift(longitude, latitude, out var shifted))
        {
            position = ToDegrees(shifted);
            return IsFarFromHalf(position.Longitude) && IsFarFromHalf(position.Latitude);
        }

        position = default;
        return false;
    }

    /// <summary>Web Mercator metres to degrees, on the sphere.</summary>
    public static (double Longitude, double Latitude) FromWebMercator(double x, double y)
    {
        var longitude = Math.IEEERemainder(x / SphereRadius, 2 * Math.PI);
        return (longitude / Angle.Degree, Math.Atan(Math.Sinh(y / SphereRadius)) / Angle.Degree);
    }

    /// <summary>Whether the seventh decimal and those after it are not as near to a half as <see cref="NearInverse"/> is to the truth.</summary>
    private static bool IsFarFromHalf(double degrees)
    {
        var scaled = degrees * SixDecimals.Scale;
        return Math.Abs(scaled - Math.Round(scaled)) < 0.5 - (2 * NearInverse.MaxError * SixDecimals.Scale);
    }

    private static (double Longitude, double Latitude) ToDegrees((double Longitude, double Latitude) radians) =>
        (radians.Longitude / Angle.Degree, radians.Latitude / Angle.Degree);

    /// <summary>
    /// The bounding box, in metres, of the area of use of "OSGB36 to WGS 84 (9)" (EPSG:7710: 9°W to 2.01°E, 49.75°N to 61.01°N),
    /// only inside which PROJ tries the grid.
    /// </summary>
    private static bool IsInGridArea(double easting, double northing) =>
        easting is >= -104009.357137 and <= 688806.007340 && northing is >= -16615.984265 and <= 1256558.445536;

    /// <summary>Likewise of "OSGB36 to WGS 84 (6)" (EPSG:1314: 8.82°W to 1.92°E, 49.79°N to 60.94°N).</summary>
    private static bool IsInHelmertArea(double easting, double northing) =>
        easting is >= -90654.024159 and <= 682093.222342 && northing is >= -12168.476779 and <= 1247764.039892;
}
