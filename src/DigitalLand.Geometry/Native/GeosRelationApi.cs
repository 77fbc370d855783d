using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Native;

/// <summary>The functions of GEOS's C API by which geometries are compared: predicates, overlay, area and its tree of envelopes.</summary>
internal static unsafe partial class GeosRelationApi
{
    private const string Library = "libgeos_c.so.1";

    /// <summary>As <see cref="GeosApi.GEOSWKTReader_read_r"/>, of bytes that end with a zero.</summary>
    [LibraryImport(Library)]
    internal static partial nint GEOSWKTReader_read_r(nint context, nint reader, byte* text);

    [LibraryImport(Library)]
    internal static partial nint GEOSPrepare_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial void GEOSPreparedGeom_destroy_r(nint context, nint prepared);

    [LibraryImport(Library)]
    internal static partial byte GEOSPreparedIntersects_r(nint context, nint prepared, nint geometry);

    [LibraryImport(Library)]
    internal static partial byte GEOSPreparedContains_r(nint context, nint prepared, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSIntersection_r(nint context, nint first, nint second);

    [LibraryImport(Library)]
    internal static partial int GEOSArea_r(nint context, nint geometry, out double area);

    [LibraryImport(Library)]
    internal static partial int GEOSGeom_getXMin_r(nint context, nint geometry, out double value);

    [LibraryImport(Library)]
    internal static partial int GEOSGeom_getYMin_r(nint context, nint geometry, out double value);

    [LibraryImport(Library)]
    internal static partial int GEOSGeom_getXMax_r(nint context, nint geometry, out double value);

    [LibraryImport(Library)]
    internal static partial int GEOSGeom_getYMax_r(nint context, nint geometry, out double value);

    [LibraryImport(Library)]
    internal static partial nint GEOSSTRtree_create_r(nint context, nuint nodeCapacity);

    [LibraryImport(Library)]
    internal static partial void GEOSSTRtree_insert_r(nint context, nint tree, nint geometry, void* item);

    [LibraryImport(Library)]
    internal static partial void GEOSSTRtree_query_r(nint context, nint tree, nint geometry, delegate* unmanaged[Cdecl]<void*, void*, void> found, void* state);

    [LibraryImport(Library)]
    internal static partial void GEOSSTRtree_destroy_r(nint context, nint tree);
}
