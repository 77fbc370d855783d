namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The inverse transverse Mercator projection of the British National Grid (EPSG:27700, Airy 1830), as PROJ computes it:
/// the sixth-order series of Poder and Engsager after Krüger and König and Weise, exact to nanometres over the grid.
/// </summary>
internal static class TransverseMercator
{
    private const double CentralMeridian = -2 * Angle.Degree;
    private const double OriginLatitude = 49 * Angle.Degree;
    private const double FalseEasting = 400000;
    private const double FalseNorthing = -100000;
    private const double ScaleFactor = 0.9996012717;

    /// <summary>150 degrees from the central meridian: the series ends there.</summary>
    private const double MaxNormalisedEasting = 2.623395162778;

    private static readonly double N = Ellipsoid.Airy.ThirdFlattening;

    private static readonly double MeridianQuadrant = ScaleFactor / (1 + N) * (1 + (N * N * ((1 / 4.0) + (N * N * ((1 / 64.0) + (N * N / 256.0))))));

    /// <summary>Gaussian to geodetic latitude.</summary>
    private static readonly double[] GaussianToGeodetic =
    [
        Series(1, 2, -2 / 3.0, -2, 116 / 45.0, 26 / 45.0, -2854 / 675.0),
        Series(2, 7 / 3.0, -8 / 5.0, -227 / 45.0, 2704 / 315.0, 2323 / 945.0),
        Series(3, 56 / 15.0, -136 / 35.0, -1262 / 105.0, 73814 / 2835.0),
        Series(4, 4279 / 630.0, -332 / 35.0, -399572 / 14175.0),
        Series(5, 4174 / 315.0, -144838 / 6237.0),
        Series(6, 601676 / 22275.0),
    ];

    /// <summary>Geodetic to Gaussian latitude; only the origin needs it.</summary>
    private static readonly double[] GeodeticToGaussian =
    [
        Series(1, -2, 2 / 3.0, 4 / 3.0, -82 / 45.0, 32 / 45.0, 4642 / 4725.0),
        Series(2, 5 / 3.0, -16 / 15.0, -13 / 9.0, 904 / 315.0, -1522 / 945.0),
        Series(3, -26 / 15.0, 34 / 21.0, 8 / 5.0, -12686 / 2835.0),
        Series(4, 1237 / 630.0, -12 / 5.0, -24832 / 14175.0),
        Series(5, -734 / 315.0, 109598 / 31185.0),
        Series(6, 444337 / 155925.0),
    ];

    /// <summary>Ellipsoidal to spherical northing and easting.</summary>
    private static readonly double[] EllipsoidalToSpherical =
    [
        Series(1, -0.5, 2 / 3.0, -37 / 96.0, 1 / 360.0, 81 / 512.0, -96199 / 604800.0),
        Series(2, -1 / 48.0, -1 / 15.0, 437 / 1440.0, -46 / 105.0, 1118711 / 3870720.0),
        Series(3, -17 / 480.0, 37 / 840.0, 209 / 4480.0, -5569 / 90720.0),
        Series(4, -4397 / 161280.0, 11 / 504.0, 830251 / 7257600.0),
        Series(5, -4583 / 161280.0, 108847 / 3991680.0),
        Series(6, -20648693 / 638668800.0),
    ];

    /// <summary>Spherical to ellipsoidal northing; only the origin needs it.</summary>
    private static readonly double[] SphericalToEllipsoidal =
    [
        Series(1, 0.5, -2 / 3.0, 5 / 16.0, 41 / 180.0, -127 / 288.0, 7891 / 37800.0),
        Series(2, 13 / 48.0, -3 / 5.0, 557 / 1440.0, 281 / 630.0, -1983433 / 1935360.0),
        Series(3, 61 / 240.0, -103 / 140.0, 15061 / 26880.0, 167603 / 181440.0),
        Series(4, 49561 / 161280.0, -179 / 168.0, 6601661 / 7257600.0),
        Series(5, 34729 / 80640.0, -3418889 / 1995840.0),
        Series(6, 212378941 / 319334400.0),
    ];

    private static readonly double OriginNorthing = NormalisedOriginNorthing();

    /// <summary>Longitude and latitude on Airy 1830 in radians; not a number where the projection has no inverse.</summary>
    public static (double Longitude, double Latitude) Inverse(double easting, double northing)
    {
        var north = (((northing - FalseNorthing) / Ellipsoid.Airy.SemiMajorAxis) - OriginNorthing) / MeridianQuadrant;
        var east = (easting - FalseEasting) / Ellipsoid.Airy.SemiMajorAxis / MeridianQuadrant;
        if (!(Math.Abs(east) <= MaxNormalisedEasting))
        {
            return (double.NaN, double.NaN);
        }

        var (dNorth, dEast) = ComplexClenshaw(EllipsoidalToSpherical, 2 * north, 2 * east);
        north += dNorth;
        east += dEast;

        var (sinNorth, cosNorth) = Math.SinCos(north);
        var sinhEast = Math.Sinh(east);
        var modulus = double.Hypot(sinhEast, cosNorth);
        var gaussian = Math.Atan2(sinNorth, modulus);
        return (Math.Atan2(sinhEast, cosNorth) + CentralMeridian, gaussian + Clenshaw(GaussianToGeodetic, 2 * gaussian));
    }

    private static double NormalisedOriginNorthing()
    {
        var gaussian = OriginLatitude + Clenshaw(GeodeticToGaussian, 2 * OriginLatitude);
        return -MeridianQuadrant * (gaussian + Clenshaw(SphericalToEllipsoidal, 2 * gaussian));
    }

    /// <summary>N to a power times a polynomial in N.</summary>
    private static double Series(int power, params ReadOnlySpan<double> coefficients)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = coefficients[i] + (N * sum);
        }

        for (; power > 0; power--)
        {
            sum *= N;
        }

        return sum;
    }

    /// <summary>The sum of coefficient k times sin(k·angle), by Clenshaw's recurrence.</summary>
    private static double Clenshaw(double[] coefficients, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        double previous = 0, sum = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            (sum, previous) = ((2 * cos * sum) - previous + coefficients[i], sum);
        }

        return sum * sin;
    }

    private static (double Real, double Imaginary) ComplexClenshaw(double[] coefficients, double real, double imaginary)
    {
        var (sin, cos) = Math.SinCos(real);
        double sinh = Math.Sinh(imaginary), cosh = Math.Cosh(imaginary);
        double factorReal = 2 * cos * cosh, factorImaginary = -2 * sin * sinh;
        double sumReal = 0, sumImaginary = 0, previousReal = 0, previousImaginary = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            var nextReal = (factorReal * sumReal) - (factorImaginary * sumImaginary) - previousReal + coefficients[i];
            var nextImaginary = (factorImaginary * sumReal) + (factorReal * sumImaginary) - previousImaginary;
            (previousReal, previousImaginary, sumReal, sumImaginary) = (sumReal, sumImaginary, nextReal, nextImaginary);
        }

        double r = sin * cosh, i2 = cos * sinh;
        return ((r * sumReal) - (i2 * sumImaginary), (r * sumImaginary) + (i2 * sumReal));
    }
}
