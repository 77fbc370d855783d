using System.Text;
using DigitalLand.Geometry.Native;

namespace DigitalLand.Geometry.Relations;

/// <summary>
/// Reads geometries to be compared with each other, in the plane and as they are: nothing is placed, repaired or rounded. A reader and its
/// geometries serve one thread, and are disposed before the reader.
/// </summary>
public sealed unsafe class GeometryReader : IDisposable
{
    private const int IndexNodeCapacity = 10;

    private readonly GeosContext _context;
    private readonly nint _reader;
    private byte[] _text = new byte[4096];

    private GeometryReader(GeosContext context, nint reader)
    {
        _context = context;
        _reader = reader;
    }

    /// <exception cref="Core.RunFailedException">GEOS is not installed.</exception>
    public static GeometryReader Create()
    {
        var context = GeosContext.Create();
        return new GeometryReader(context, GeosApi.GEOSWKTReader_create_r(context.Raw));
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte})"/>
    public PlanarGeometry? Read(string wkt) => Read(Encoding.UTF8.GetBytes(wkt));

    /// <summary>Reads WKT; null where the text is not WKT, or is that of an empty geometry, which SpatiaLite does not read either.</summary>
    public PlanarGeometry? Read(ReadOnlySpan<byte> wkt)
    {
        var geometry = ReadAny(wkt);
        if (geometry is null or { IsEmpty: false })
        {
            return geometry;
        }

        geometry.Dispose();
        return null;
    }

    /// <summary>Reads WKT, that of empty geometries too; null where the text is not WKT.</summary>
    public PlanarGeometry? ReadAny(string wkt) => ReadAny(Encoding.UTF8.GetBytes(wkt));

    public void Dispose()
    {
        GeosApi.GEOSWKTReader_destroy_r(_context.Raw, _reader);
        _context.Dispose();
    }

    /// <summary>An index over geometries of this reader.</summary>
    public GeometryIndex CreateIndex() => new(_context, GeosRelationApi.GEOSSTRtree_create_r(_context.Raw, IndexNodeCapacity));

    private PlanarGeometry? ReadAny(ReadOnlySpan<byte> wkt)
    {
        if (_text.Length <= wkt.Length)
        {
            _text = new byte[wkt.Length + (wkt.Length / 2) + 1];
        }

        wkt.CopyTo(_text);
        _text[wkt.Length] = 0;
        fixed (byte* text = _text)
        {
            var handle = GeosRelationApi.GEOSWKTReader_read_r(_context.Raw, _reader, text);
            return handle == 0 ? null : new PlanarGeometry(_context, handle);
        }
    }
}
