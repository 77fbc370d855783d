using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitalLand.Geometry.Native;

namespace DigitalLand.Geometry.Relations;

/// <summary>
/// Finds which of many geometries may touch one: those whose envelopes do (GEOS's packed R-tree). It is filled first and asked then; the
/// first question closes it.
/// </summary>
public sealed unsafe class GeometryIndex : IDisposable
{
    private readonly GeosContext _context;
    private nint _tree;

    internal GeometryIndex(GeosContext context, nint tree)
    {
        _context = context;
        _tree = tree;
    }

    /// <param name="geometry">Must live as long as the index.</param>
    /// <param name="item">What is given for it.</param>
    public void Add(PlanarGeometry geometry, int item) => GeosRelationApi.GEOSSTRtree_insert_r(_context.Raw, _tree, geometry.Raw, (void*)(nint)item);

    /// <summary>Puts the items of all geometries whose envelopes share a point with that of the given one into a list, which is cleared first.</summary>
    public void Find(PlanarGeometry geometry, List<int> items)
    {
        items.Clear();
        var handle = GCHandle.Alloc(items);
        try
        {
            GeosRelationApi.GEOSSTRtree_query_r(_context.Raw, _tree, geometry.Raw, &Keep, (void*)GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }
    }

    public void Dispose()
    {
        if (_tree != 0)
        {
            GeosRelationApi.GEOSSTRtree_destroy_r(_context.Raw, _tree);
            _tree = 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Keep(void* item, void* items) => ((List<int>)GCHandle.FromIntPtr((nint)items).Target!).Add((int)(nint)item);
}
