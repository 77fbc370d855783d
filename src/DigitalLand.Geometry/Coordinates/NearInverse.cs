namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// <see cref="TransverseMercator.Inverse"/> over Great Britain by polynomials: a square of the National Grid has one cubic in easting and northing for either angle,
/// through sixteen exact positions. Squares are computed when first needed. Safe for use by several threads.
/// </summary>
internal sealed class NearInverse
{
    /// <summary>Degrees, at most, from the exact inverse; tests find a tenth of it.</summary>
    public const double MaxError = 1e-10;

    /// <summary>In metres.</summary>
    private const double SquareSize = 8192;

    private const int Columns = 80;
    private const int Rows = 150;
    private const int Nodes = 4;
    private const int Coefficients = Nodes * Nodes;

    /// <summary>The roots of the Chebyshev polynomial of degree four, between which interpolation errs least.</summary>
    private static readonly double[] Roots = [.. Enumerable.Range(0, Nodes).Select(static i => Math.Cos(((2 * i) + 1) * Math.PI / (2 * Nodes)))];

    /// <summary>For each root, the coefficients (constant first) of the cubic that is one there and zero at the others.</summary>
    private static readonly double[][] Cubics = [.. Roots.Select(CubicAt)];

    private readonly double[]?[] _squares = new double[]?[Columns * Rows];

    /// <summary>Longitude and latitude on Airy 1830 in radians; false outside the squares, which lie within the OSTN15 grid.</summary>
    public bool TryFind(double easting, double northing, out double longitude, out double latitude)
    {
        double column = easting / SquareSize, row = northing / SquareSize;
        if (!(column >= 0 && column < Columns && row >= 0 && row < Rows))
        {
            longitude = latitude = 0;
            return false;
        }

        var square = ((int)row * Columns) + (int)column;
        var coefficients = Volatile.Read(ref _squares[square]) ?? Compute(square);
        double x = (2 * (column - (int)column)) - 1, y = (2 * (row - (int)row)) - 1;
        longitude = Evaluate(coefficients.AsSpan(0, Coefficients), x, y);
        latitude = Evaluate(coefficients.AsSpan(Coefficients, Coefficients), x, y);
        return true;
    }

    private static double Evaluate(ReadOnlySpan<double> c, double x, double y)
    {
        var c0 = c[0] + (x * (c[1] + (x * (c[2] + (x * c[3])))));
        var c1 = c[4] + (x * (c[5] + (x * (c[6] + (x * c[7])))));
        var c2 = c[8] + (x * (c[9] + (x * (c[10] + (x * c[11])))));
        var c3 = c[12] + (x * (c[13] + (x * (c[14] + (x * c[15])))));
        return c0 + (y * (c1 + (y * (c2 + (y * c3)))));
    }

    /// <summary>Two threads may compute the same square, to the same numbers.</summary>
    private double[] Compute(int square)
    {
        var coefficients = new double[2 * Coefficients];
        double east = (square % Columns) + 0.5, north = (square / Columns) + 0.5;
        for (var i = 0; i < Nodes; i++)
        {
            for (var j = 0; j < Nodes; j++)
            {
                var (longitude, latitude) = TransverseMercator.Inverse((east + (Roots[i] / 2)) * SquareSize, (north + (Roots[j] / 2)) * SquareSize);
                for (var k = 0; k < Coefficients; k++)
                {
                    var weight = Cubics[i][k % Nodes] * Cubics[j][k / Nodes];
                    coefficients[k] += weight * longitude;
                    coefficients[Coefficients + k] += weight * latitude;
                }
            }
        }

        Volatile.Write(ref _squares[square], coefficients);
        return coefficients;
    }

    private static double[] CubicAt(double root)
    {
        double[] cubic = [1, 0, 0, 0];
        foreach (var other in Roots)
        {
            if (other != root)
            {
                // Times (x - other) / (root - other).
                for (var power = Nodes - 1; power >= 0; power--)
                {
                    cubic[power] = ((power > 0 ? cubic[power - 1] : 0) - (other * cubic[power])) / (root - other);
                }
            }
        }

        return cubic;
    }
}
