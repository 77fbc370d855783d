using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Geometry.FastPolygon;
using DigitalLand.Geometry.Wkt;

namespace DigitalLand.Geometry;

public sealed partial class GeometryNormaliser
{
    /// <summary>
    /// A <c>point</c> field: WKT, else the first two characters of the text as coordinates, as the reference takes them. The result is
    /// <c>POINT (-0.127972 51.507722)</c> or empty.
    /// </summary>
    public Normalised Point(string value)
    {
        if (WktReader.TryReadPoint(value, out var x, out var y, out var height))
        {
            return PlacePoint(x, y, height, out _);
        }

        if (ReadWkt(value) is { } shape)
        {
            return shape.Type != ShapeType.Point ? Normalised.Rejected(UnexpectedType, value, "Geometry must be a point")
                : shape.IsEmpty ? Normalised.Clean("")
                : PlacePoint(shape.Paths[0].X(0), shape.Paths[0].Y(0), shape.Paths[0].Z?[0] ?? 0, out _);
        }

        var characters = value.EnumerateRunes();
        return characters.MoveNext() && PythonNumber.TryParse(characters.Current, out x) && characters.MoveNext() && PythonNumber.TryParse(characters.Current, out y)
            ? PlacePoint(x, y, height: 0, out _)
            : Normalised.Rejected(InvalidWkt, value, InvalidWktMessage);
    }

    /// <summary>The GeoX and GeoY of a row, as normalised decimals; the result is as of a point field.</summary>
    public Normalised Point(string x, string y) => Point(x, y, out _, out _);

    /// <inheritdoc cref="Point(string, string)"/>
    /// <param name="x">A decimal number, or empty.</param>
    /// <param name="y">A decimal number, or empty.</param>
    /// <param name="geoX">The longitude, rounded, as Python prints a float: <c>-1.543611</c>, <c>0.0</c>, <c>1e-05</c>; empty with an empty result.</param>
    /// <param name="geoY">The latitude, likewise.</param>
    public Normalised Point(string x, string y, out string geoX, out string geoY)
    {
        geoX = geoY = "";
        if (!PythonNumber.TryParse(x, out var xValue) || !PythonNumber.TryParse(y, out var yValue))
        {
            return Normalised.Rejected(InvalidWkt, PythonNumber.Repr(x, y), InvalidWktMessage);
        }

        var point = PlacePoint(xValue, yValue, height: 0, out var position);
        if (point.Value.Length > 0)
        {
            geoX = Repr(position.Longitude);
            geoY = Repr(position.Latitude);
        }

        return point;
    }

    private static string Repr(double degrees) =>
        MicroDegrees.TryRound(degrees, out var microDegrees) ? MicroDegrees.Repr(microDegrees) : PythonNumber.Repr(SixDecimals.Round(degrees));

    private Normalised PlacePoint(double x, double y, double height, out (double Longitude, double Latitude) position)
    {
        if (!_detection.TryPlaceNearly(x, y, out var placement, out position))
        {
            placement = _detection.Place(x, y);
            if (placement.Conversion is not { } conversion)
            {
                return new Normalised("", placement.Issues);
            }

            position = _detection.Convert(conversion, x, y, height);
        }

        var text = MicroDegrees.TryRound(position.Longitude, out var longitude) && MicroDegrees.TryRound(position.Latitude, out var latitude)
            ? MicroDegreeText.Point(longitude, latitude)
            : WktWriter.Point(position.Longitude, position.Latitude);
        return new Normalised(text, placement.Issues);
    }
}
