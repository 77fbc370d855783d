using DigitalLand.Core;

namespace DigitalLand.Transform.Datatypes;

/// <summary>
/// Makes the datatype that the specification's <c>field.csv</c> names for a field.
/// </summary>
/// <param name="clock">Decides what is far in the future.</param>
/// <param name="multiPolygon">Normalises the text of a <c>multipolygon</c> field.</param>
/// <param name="point">Normalises the text of a <c>point</c> field.</param>
public sealed class DatatypeFactory(TimeProvider clock, Func<string, Normalised> multiPolygon, Func<string, Normalised> point)
{
    /// <param name="datatype">A name of the specification's <c>datatype.csv</c>.</param>
    /// <param name="field">The field whose values it will see; named in messages.</param>
    /// <exception cref="RunFailedException">The transform has no such datatype, although the specification may: json, hash, wkt...</exception>
    public Datatype Create(string datatype, string field) => datatype switch
    {
        "integer" => new IntegerDatatype(field),
        "decimal" => new DecimalDatatype(field),
        "latitude" or "longitude" => new CoordinateDatatype(field),
        "string" or "text" => new StringDatatype(),
        "address" => new AddressDatatype(),
        "datetime" => new DateDatatype(field, clock),
        "url" => new UrlDatatype(field),
        "flag" => new FlagDatatype(field),
        "curie" => new CurieDatatype(),
        "multipolygon" => new GeometryDatatype(multiPolygon),
        "point" => new GeometryDatatype(point),
        _ => throw new RunFailedException($"unknown datatype '{datatype}' of field '{field}'"),
    };

    /// <summary>Geometry lives in a project of its own that knows nothing of datatypes; its messages name no field.</summary>
    private sealed class GeometryDatatype(Func<string, Normalised> normalise) : Datatype
    {
        public override Normalised Normalise(string value) => normalise(value);
    }
}
