using DigitalLand.Datasets.Packages;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// A relation of entities to a boundary. It looks at an entity's geometry where it has one, else at its point; <see cref="CentroidWithin"/> at its point,
/// else at the centre of its geometry.
/// </summary>
internal sealed class BoundaryRelation
{
    /// <summary>What finds an entity's place; rows have its entity, geometry and point.</summary>
    public const string Columns = "e.entity, e.geometry, e.point";

    private static readonly BoundaryRelation Within = new((boundary, place) => boundary.Contains(place));
    private static readonly BoundaryRelation Intersects = new((boundary, place) => boundary.Intersects(place));
    private static readonly BoundaryRelation NotIntersects = new((boundary, place) => boundary.Intersects(place)) { IsNegated = true };
    private static readonly BoundaryRelation CentroidWithin = new((boundary, place) => boundary.Contains(place)) { IsOfPoints = true };

    private readonly Func<PreparedGeometry, PlanarGeometry, bool?> _relation;

    private BoundaryRelation(Func<PreparedGeometry, PlanarGeometry, bool?> relation) => _relation = relation;

    /// <summary>Whether points come before geometries.</summary>
    public bool IsOfPoints { get; private init; }

    /// <summary>Whether those entities are meant for which <see cref="Holds"/> is false.</summary>
    public bool IsNegated { get; private init; }

    /// <exception cref="Core.RunFailedException">The parameter names no relation.</exception>
    public static BoundaryRelation Of(ExpectationParameters parameters) => parameters.Text("geometric_relation", "within") switch
    {
        "within" => Within,
        "intersects" => Intersects,
        "not_intersects" => NotIntersects,
        "centroid_within" => CentroidWithin,
        var relation => throw parameters.Refusal($"has the geometric_relation '{relation}', which is none of within, intersects, not_intersects, centroid_within"),
    };

    /// <summary>Where the entity of a row is; null where that cannot be read.</summary>
    public PlanarGeometry? PlaceOf(SqliteStatement row, GeometryReader reader)
    {
        if (row.Text(IsOfPoints ? 2 : 1) is { IsEmpty: false } preferred)
        {
            return reader.Read(preferred);
        }

        if (!IsOfPoints)
        {
            return reader.Read(row.Text(2));
        }

        using var geometry = reader.Read(row.Text(1));
        return geometry?.Centroid();
    }

    /// <summary>What cannot be read or compared counts as yes: SpatiaLite answers -1 there, which SQL takes for true, and its negation for false.</summary>
    public bool Holds(PreparedGeometry? boundary, PlanarGeometry? place) => boundary is null || place is null || _relation(boundary, place) != false;
}
