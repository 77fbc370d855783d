using DigitalLand.Core.Progress;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// The envelopes of all entities that are somewhere, by their number. A dataset is compared with hundreds of boundaries, each of which is near a few of its
/// entities: the others need not be read again.
/// </summary>
internal sealed class EntityExtents
{
    private readonly List<(long Entity, Envelope Extent)> _extents = [];

    private EntityExtents()
    {
    }

    public IEnumerable<long> Entities => _extents.Select(extent => extent.Entity);

    /// <param name="dataset">Is read as a whole.</param>
    /// <param name="relation">Decides between geometries and points.</param>
    public static EntityExtents Read(BuiltDataset dataset, BoundaryRelation relation, CancellationToken cancel)
    {
        var extents = new EntityExtents();
        using var rows = dataset.Query($"SELECT {BoundaryRelation.Columns} FROM main.entity e WHERE e.geometry != '' OR e.point != '' ORDER BY e.entity");
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("shapes read");
            using var place = relation.PlaceOf(rows, dataset.Geometries);
            extents._extents.Add((rows.Int64(0), place?.Envelope() ?? Envelope.Everywhere));
        }

        return extents;
    }

    /// <summary>Entities that may share a point with something; those that cannot be read among them.</summary>
    public IEnumerable<long> Near(Envelope envelope) => _extents.Where(extent => extent.Extent.Meets(envelope)).Select(extent => extent.Entity);
}
