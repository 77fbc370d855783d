using DigitalLand.Geometry;
using DigitalLand.Geometry.Coordinates;

namespace DigitalLand.Datasets.Assemble;

/// <summary>Finds centroids for several threads at once: each has a geometry library handle of its own, which must not be shared.</summary>
public sealed class CentroidPoints : IDisposable
{
    private readonly ThreadLocal<GeometryNormaliser> _geometry;

    public CentroidPoints(CoordinateSystems systems) =>
        _geometry = new ThreadLocal<GeometryNormaliser>(() => new GeometryNormaliser(systems), trackAllValues: true);

    /// <inheritdoc cref="CentroidPoint"/>
    public string Of(ReadOnlySpan<byte> wkt) => _geometry.Value!.CentroidPoint(wkt);

    /// <summary>The centroid of a geometry as it is; null where the text is not WKT, or nothing is drawn.</summary>
    public (double X, double Y)? CentroidOf(string wkt) => _geometry.Value!.Centroid(wkt);

    public void Dispose()
    {
        foreach (var geometry in _geometry.Values)
        {
            geometry.Dispose();
        }

        _geometry.Dispose();
    }
}
