namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The reference's outline of England in degrees: <c>POLYGON ((2.95 56, 2.95 49.5, -7 49.5, -7 53.4, -4 53.4, -4 56, 2.95 56))</c>, an L of two rectangles.
/// </summary>
internal static class England
{
    /// <summary>Inside or on the line.</summary>
    public static bool Contains(double longitude, double latitude) =>
        longitude <= 2.95 && latitude >= 49.5 && ((longitude >= -4 && latitude <= 56) || (longitude >= -7 && latitude <= 53.4));
}
