using System.Diagnostics.CodeAnalysis;
using DigitalLand.Core;

namespace DigitalLand.Geometry.Coordinates;

/// <summary>What has to be done to a geometry's coordinates to bring them to WGS 84 longitude and latitude.</summary>
internal enum Conversion
{
    None,
    Flip,
    BritishNationalGrid,
    FlippedBritishNationalGrid,
    WebMercator,
    FlippedWebMercator,
}

/// <summary>
/// In which coordinate system a geometry is, and the issue that this is: nothing for WGS 84 inside England, the name of another system or order that was
/// recognised, or the reason for which the geometry is rejected.
/// </summary>
/// <param name="Conversion">Null where the geometry is rejected.</param>
/// <param name="Issues">One issue or none; its value is empty.</param>
internal sealed record Placement(Conversion? Conversion, ValueIssue[] Issues)
{
    public static readonly Placement Wgs84 = new(Coordinates.Conversion.None, []);
    public static readonly Placement Wgs84Flipped = Accepted(Coordinates.Conversion.Flip, "WGS84 flipped");
    public static readonly Placement Osgb = Accepted(Coordinates.Conversion.BritishNationalGrid, "OSGB");
    public static readonly Placement OsgbFlipped = Accepted(Coordinates.Conversion.FlippedBritishNationalGrid, "OSGB flipped");
    public static readonly Placement Mercator = Accepted(Coordinates.Conversion.WebMercator, "Mercator");
    public static readonly Placement MercatorFlipped = Accepted(Coordinates.Conversion.FlippedWebMercator, "Mercator flipped");
    public static readonly Placement Wgs84Outside = Rejected("WGS84 out of bounds of England", "Geometry must be in England");
    public static readonly Placement OsgbOutside = Rejected("OSGB out of bounds of England", "Geometry must be in England");
    public static readonly Placement Unknown = Rejected("invalid coordinates", "Geometry must use WGS84, OSGB or Mercator coordinates");

    private static Placement Accepted(Conversion conversion, string issueType) => new(conversion, [new ValueIssue(issueType, "")]);

    private static Placement Rejected(string issueType, string message) => new(null, [new ValueIssue(issueType, "", message)]);
}

/// <summary>
/// Tells the coordinate system of a geometry from its first coordinate alone, as the reference's <c>parse_wkt</c> does, and converts the whole geometry.
/// </summary>
internal sealed class CoordinateSystemDetection(CoordinateSystems systems)
{
    public Placement Place(double x, double y)
    {
        if (IsDegrees(x) && IsDegrees(y))
        {
            return England.Contains(x, y) ? Placement.Wgs84
                : England.Contains(y, x) ? Placement.Wgs84Flipped
                : Placement.Wgs84Outside;
        }

        if (IsGridMetres(x) && IsGridMetres(y))
        {
            return IsInEngland(systems.FromBritishNationalGrid(x, y)) ? Placement.Osgb
                : IsInEngland(systems.FromBritishNationalGrid(y, x)) ? Placement.OsgbFlipped
                : Placement.OsgbOutside;
        }

        return IsMercatorNorthing(y) && IsInEngland(CoordinateSystems.FromWebMercator(x, y)) ? Placement.Mercator
            : IsMercatorNorthing(x) && IsInEngland(CoordinateSystems.FromWebMercator(y, x)) ? Placement.MercatorFlipped
            : Placement.Unknown;
    }

    /// <summary>
    /// Places and converts an ordinary position, in England for certain, in degrees or metres in their usual order: the six decimals are those of <see cref="Convert(Conversion,
    /// double, double, double)"/>. False where <see cref="Place"/> has to look closer.
    /// </summary>
    public bool TryPlaceNearly(double x, double y, [NotNullWhen(true)] out Placement? placement, out (double Longitude, double Latitude) position)
    {
        placement = null;
        position = (x, y);
        if (IsDegrees(x) && IsDegrees(y))
        {
            placement = England.Contains(x, y) ? Placement.Wgs84 : null;
        }
        else if (IsGridMetres(x) && IsGridMetres(y) && systems.TryNearBritishNationalGrid(x, y, out position) && England.ContainsClearly(position.Longitude, position.Latitude))
        {
            placement = Placement.Osgb;
        }

        return placement is not null;
    }

    /// <summary>Converts coordinates, x and y in turn, in place; their six decimals are then those of the other conversions.</summary>
    public void ConvertNearly(Conversion conversion, Span<double> xy)
    {
        for (var i = 0; i < xy.Length && conversion != Conversion.None; i += 2)
        {
            double x = xy[i], y = xy[i + 1];
            if (conversion != Conversion.BritishNationalGrid || !systems.TryNearBritishNationalGrid(x, y, out var position))
            {
                position = Convert(conversion, x, y);
            }

            (xy[i], xy[i + 1]) = position;
        }
    }

    public (double Longitude, double Latitude) Convert(Conversion conversion, double x, double y, double height = 0) => conversion switch
    {
        Conversion.Flip => (y, x),
        Conversion.BritishNationalGrid => systems.FromBritishNationalGrid(x, y, height),
        Conversion.FlippedBritishNationalGrid => systems.FromBritishNationalGrid(y, x, height),
        Conversion.WebMercator => CoordinateSystems.FromWebMercator(x, y),
        Conversion.FlippedWebMercator => CoordinateSystems.FromWebMercator(y, x),
        _ => (x, y),
    };

    /// <summary>Converts every coordinate; rings are rebuilt, once for each pass that the reference makes.</summary>
    public Shape Convert(Conversion conversion, Shape shape) => conversion == Conversion.None ? shape : shape.Map((path, type) =>
    {
        if (type == ShapeType.LinearRing)
        {
            path = path.ClosedAsRing();
            if (conversion is Conversion.FlippedBritishNationalGrid or Conversion.FlippedWebMercator)
            {
                path = path.ClosedAsRing();
            }
        }

        var xy = new double[path.Xy.Length];
        for (var i = 0; i < path.Count; i++)
        {
            (xy[2 * i], xy[(2 * i) + 1]) = Convert(conversion, path.X(i), path.Y(i), path.Z is null ? 0 : path.Z[i]);
        }

        return path with { Xy = xy };
    });

    private static bool IsDegrees(double value) => value is > -60 and < 60;

    private static bool IsGridMetres(double value) => value is > 1000 and < 1000000;

    private static bool IsMercatorNorthing(double value) => value is > 6000000 and < 10000000;

    private static bool IsInEngland((double Longitude, double Latitude) position) => England.Contains(position.Longitude, position.Latitude);
}
