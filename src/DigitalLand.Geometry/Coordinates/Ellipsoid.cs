namespace DigitalLand.Geometry.Coordinates;

/// <summary>Units of angle in radians.</summary>
internal static class Angle
{
    public const double Degree = Math.PI / 180;
    public const double ArcSecond = Degree / 3600;
}

/// <summary>A figure of the Earth.</summary>
/// <param name="SemiMajorAxis">In metres.</param>
/// <param name="SemiMinorAxis">In metres.</param>
internal sealed record Ellipsoid(double SemiMajorAxis, double SemiMinorAxis)
{
    /// <summary>Airy 1830, on which OSGB36 stands.</summary>
    public static readonly Ellipsoid Airy = new(6377563.396, 6356256.909237285);

    public static readonly Ellipsoid Wgs84 = new(6378137, 6378137 * (1 - (1 / 298.257223563)));

    public double ThirdFlattening => (SemiMajorAxis - SemiMinorAxis) / (SemiMajorAxis + SemiMinorAxis);

    private double EccentricitySquared => 1 - (SemiMinorAxis * SemiMinorAxis / (SemiMajorAxis * SemiMajorAxis));

    /// <summary>Earth-centred coordinates in metres of a longitude and latitude in radians and a height in metres.</summary>
    public (double X, double Y, double Z) ToCartesian(double longitude, double latitude, double height)
    {
        var (sin, cos) = Math.SinCos(latitude);
        var normal = SemiMajorAxis / Math.Sqrt(1 - (EccentricitySquared * sin * sin));
        return ((normal + height) * cos * Math.Cos(longitude), (normal + height) * cos * Math.Sin(longitude), ((normal * (1 - EccentricitySquared)) + height) * sin);
    }

    /// <summary>Longitude and latitude in radians of earth-centred coordinates, by Bowring's formula as PROJ uses it.</summary>
    public (double Longitude, double Latitude) FromCartesian(double x, double y, double z)
    {
        var p = double.Hypot(x, y);
        var yTheta = z * SemiMajorAxis;
        var xTheta = p * SemiMinorAxis;
        var norm = double.Hypot(yTheta, xTheta);
        double cos = xTheta / norm, sin = yTheta / norm;
        var secondEccentricitySquared = (SemiMajorAxis * SemiMajorAxis / (SemiMinorAxis * SemiMinorAxis)) - 1;
        var yPhi = z + (secondEccentricitySquared * SemiMinorAxis * sin * sin * sin);
        var xPhi = p - (EccentricitySquared * SemiMajorAxis * cos * cos * cos);
        return (Math.Atan2(y, x), Math.Atan2(yPhi, xPhi));
    }
}
