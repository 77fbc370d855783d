using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>Checks that the values of a column are valid geometries in WKT: of polygons, or single points.</summary>
internal sealed class ExpectColumnToBeGeometry : ExpectColumnToBe, IDisposable
{
    private readonly Lazy<GeometryReader> _reader = new(GeometryReader.Create, isThreadSafe: false);
    private readonly Func<PlanarGeometry, bool> _isOfType;

    private ExpectColumnToBeGeometry(string datatype, Func<PlanarGeometry, bool> isOfType)
        : base("expect_column_to_be_" + datatype, datatype) => _isOfType = isOfType;

    public static ExpectColumnToBeGeometry MultiPolygon() => new("multipolygon", geometry => geometry.IsPolygonal);

    public static ExpectColumnToBeGeometry Point() => new("point", geometry => geometry.IsPoint);

    public void Dispose()
    {
        if (_reader.IsValueCreated)
        {
            _reader.Value.Dispose();
        }
    }

    protected override string Suspicion(ExpectationParameters parameters) => "true";

    protected override bool IsInvalid(string value)
    {
        using var geometry = _reader.Value.ReadAny(value);
        return geometry is null || !_isOfType(geometry) || !geometry.IsValid;
    }
}
