using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>Where an entity is.</summary>
/// <param name="Entity">Its number.</param>
/// <param name="OrganisationEntity">A number, or a text that is none, or null.</param>
/// <param name="Geometry">Its geometry or point.</param>
internal sealed record EntityPlace(long Entity, object? OrganisationEntity, PlanarGeometry Geometry);

/// <summary>Where the entities of a dataset are, by their number.</summary>
internal sealed class EntityPlaces : IDisposable
{
    public List<EntityPlace> All { get; } = [];

    /// <summary>Entities whose text is not blank and cannot be read.</summary>
    public int Unreadable { get; private set; }

    /// <param name="dataset">Its geometry reader keeps the geometries.</param>
    /// <param name="field"><c>geometry</c>, or <c>point</c>: then anything but a point cannot be read.</param>
    public static EntityPlaces Read(BuiltDataset dataset, string field)
    {
        var places = new EntityPlaces();
        using var rows = dataset.Query($"SELECT entity, organisation_entity, {field} FROM main.entity WHERE {field} != '' ORDER BY entity");
        while (rows.Read())
        {
            var geometry = dataset.Geometries.Read(rows.Text(2));
            if (geometry is null || (field == "point" && !geometry.IsPoint))
            {
                geometry?.Dispose();
                places.Unreadable++;
            }
            else
            {
                places.All.Add(new EntityPlace(rows.Int64(0), rows.Affine(1), geometry));
            }
        }

        return places;
    }

    public void Dispose() => All.ForEach(place => place.Geometry.Dispose());
}
