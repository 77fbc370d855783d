namespace DigitalLand.Geometry.Coordinates;

/// <summary>
/// The reference's outline of England in degrees: <c>POLYGON ((2.95 56, 2.95 49.5, -7 49.5, -7 53.4, -4 53.4, -4 56, 2.95 56))</c>, an L of two rectangles.
/// </summary>
internal static class England
{
    /// <summary>Inside or on the line.</summary>
    public static bool Contains(double longitude, double latitude) =>
        Contains(longitude, latitude, margin: 0);

    /// <summary>Inside, by more than a position may be off.</summary>
    public static bool ContainsClearly(double longitude, double latitude) => Contains(longitude, latitude, margin: 1e-6);

    private static bool Contains(double longitude, double latitude, double margin) =>
        longitude <= 2.95 - margin && latitude >= 49.5 + margin
        && ((longitude >= -4 + margin && latitude <= 56 - margin) || (longitude >= -7 + margin && latitude <= 53.4 - margin));
}
