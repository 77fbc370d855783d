using DigitalLand.Core;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Datatypes;

/// <summary>The datatype of each field of a run, made when the first value of the field comes by.</summary>
public sealed class FieldDatatypes(Specification specification, DatatypeFactory factory)
{
    private readonly Dictionary<string, Datatype> _datatypes = new(StringComparer.Ordinal);

    /// <summary>The datatype by which the field's values are normalised.</summary>
    /// <exception cref="RunFailedException">field.csv does not know the field, or names a datatype that cannot be normalised.</exception>
    public Datatype Of(string field)
    {
        if (!_datatypes.TryGetValue(field, out var datatype))
        {
            var specified = specification.FindField(field) ?? throw new RunFailedException($"The field '{field}' is not in the specification's field.csv, so its values cannot be normalised.");
            _datatypes[field] = datatype = factory.Create(specified.Datatype, field);
        }

        return datatype;
    }
}
