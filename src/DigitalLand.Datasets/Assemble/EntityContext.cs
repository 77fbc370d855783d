using DigitalLand.Core;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// Finds the point that stands for an entity without one: the centroid of its geometry on a grid of a millionth of a degree.
/// </summary>
/// <param name="wkt">The geometry in UTF-8.</param>
/// <returns>A point as <c>POINT (x y)</c>, trailing zeros trimmed.</returns>
/// <exception cref="RunFailedException">The text is not WKT.</exception>
public delegate string CentroidPoint(ReadOnlySpan<byte> wkt);

/// <summary>What the entities of a dataset take from elsewhere than its facts.</summary>
/// <param name="Dataset">The name and typology that every entity carries.</param>
/// <param name="Organisations">Turns the organisation of a fact into the entity's <c>organisation_entity</c>.</param>
/// <param name="EndDates">Decides between values that tie.</param>
/// <param name="CentroidPoint">Fills a missing <c>point</c>.</param>
internal sealed record EntityContext(
    DatasetSpecification Dataset,
    OrganisationEntities Organisations,
    ResourceEndDates EndDates,
    CentroidPoint CentroidPoint);
