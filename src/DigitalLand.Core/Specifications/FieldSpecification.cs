namespace DigitalLand.Core.Specifications;

/// <summary>A row of the specification's field.csv.</summary>
/// <param name="Name">The field.</param>
/// <param name="Datatype">Decides how values are normalised.</param>
/// <param name="Typology">The row's own typology; that of a field is its topmost parent's, see <see cref="Specification.TypologyOf"/>.</param>
/// <param name="ParentField">Itself, for a field that stands on its own.</param>
/// <param name="Cardinality"><c>1</c>, or <c>n</c> for a list.</param>
/// <param name="EndDate">ISO date from which the field is no longer written; blank for a current one.</param>
/// <param name="Prefix">The prefix of references held in the field, where the column exists; otherwise blank.</param>
public sealed record FieldSpecification(string Name, string Datatype, string Typology, string ParentField, string Cardinality, string EndDate, string Prefix);
