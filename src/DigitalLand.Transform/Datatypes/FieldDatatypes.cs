using DigitalLand.Core;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Datatypes;

/// <summary>Normalises the values of each field of a run by the field's datatype, which is made when its first value comes by.</summary>
internal sealed class FieldDatatypes(Specification specification, DatatypeFactory factory)
{
    private readonly Dictionary<string, Remembered<Normalised>> _fields = new(StringComparer.Ordinal);

    /// <summary>What becomes of values of the field.</summary>
    /// <exception cref="RunFailedException">field.csv does not know the field, or names a datatype that cannot be normalised.</exception>
    public Remembered<Normalised> Of(string field)
    {
        if (!_fields.TryGetValue(field, out var normalised))
        {
            var specified = specification.FindField(field) ?? throw new RunFailedException($"The field '{field}' is not in the specification's field.csv, so its values cannot be normalised.");
            _fields[field] = normalised = new Remembered<Normalised>(factory.Create(specified.Datatype, field).Normalise);
        }

        return normalised;
    }
}
