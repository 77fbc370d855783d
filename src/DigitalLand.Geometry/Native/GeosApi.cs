using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Native;

/// <summary>
/// The functions of GEOS's C API (its re-entrant form) that are used here. The reference runs on GEOS 3.11; the names and shapes of these functions have been
/// stable since 3.10. Handles are raw: <see cref="GeosContext"/> and <see cref="GeosGeometry"/> own them.
/// </summary>
internal static unsafe partial class GeosApi
{
    private const string Library = "libgeos_c.so.1";

    [LibraryImport(Library)]
    internal static partial nint GEOS_init_r();

    [LibraryImport(Library)]
    internal static partial void GEOS_finish_r(nint context);

    [LibraryImport(Library)]
    internal static partial nint GEOSContext_setErrorMessageHandler_r(nint context, delegate* unmanaged[Cdecl]<byte*, void*, void> handler, void* data);

    [LibraryImport(Library)]
    internal static partial nint GEOSCoordSeq_copyFromBuffer_r(nint context, double* buffer, uint count, int hasZ, int hasM);

    [LibraryImport(Library)]
    internal static partial int GEOSCoordSeq_copyToBuffer_r(nint context, nint sequence, double* buffer, int hasZ, int hasM);

    [LibraryImport(Library)]
    internal static partial int GEOSCoordSeq_getSize_r(nint context, nint sequence, out uint size);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_getCoordSeq_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_createPoint_r(nint context, nint sequence);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_createLineString_r(nint context, nint sequence);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_createLinearRing_r(nint context, nint sequence);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_createPolygon_r(nint context, nint shell, nint* holes, uint holeCount);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_createCollection_r(nint context, int type, nint* members, uint memberCount);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_clone_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial void GEOSGeom_destroy_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial int GEOSGeomTypeId_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial byte GEOSisEmpty_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial int GEOSGetNumGeometries_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSGetGeometryN_r(nint context, nint geometry, int n);

    [LibraryImport(Library)]
    internal static partial nint GEOSGetExteriorRing_r(nint context, nint polygon);

    [LibraryImport(Library)]
    internal static partial int GEOSGetNumInteriorRings_r(nint context, nint polygon);

    [LibraryImport(Library)]
    internal static partial nint GEOSGetInteriorRingN_r(nint context, nint polygon, int n);

    [LibraryImport(Library)]
    internal static partial byte GEOSisValid_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial byte* GEOSisValidReason_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial void GEOSFree_r(nint context, void* buffer);

    [LibraryImport(Library)]
    internal static partial nint GEOSTopologyPreserveSimplify_r(nint context, nint geometry, double tolerance);

    [LibraryImport(Library)]
    internal static partial nint GEOSGeom_setPrecision_r(nint context, nint geometry, double gridSize, int flags);

    [LibraryImport(Library)]
    internal static partial nint GEOSMakeValid_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSBufferWithStyle_r(nint context, nint geometry, double width, int quadrantSegments, int endCapStyle, int joinStyle, double mitreLimit);

    [LibraryImport(Library)]
    internal static partial nint GEOSUnaryUnion_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSGetCentroid_r(nint context, nint geometry);

    [LibraryImport(Library)]
    internal static partial nint GEOSWKTReader_create_r(nint context);

    [LibraryImport(Library)]
    internal static partial void GEOSWKTReader_destroy_r(nint context, nint reader);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint GEOSWKTReader_read_r(nint context, nint reader, string text);
}
