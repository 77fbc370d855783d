namespace DigitalLand.Datasets.Update;

/// <summary>Finds the centroid of a geometry.</summary>
/// <param name="wkt">The geometry.</param>
/// <returns>Null where the text is not WKT or nothing is drawn.</returns>
public delegate (double X, double Y)? Centroid(string wkt);
