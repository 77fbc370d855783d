using System.Runtime.InteropServices;

namespace DigitalLand.Geometry.Tests;

/// <summary>PROJ's own transformation to EPSG:4326 with longitude first, as the oracle of ours.</summary>
#pragma warning disable CA2216 // it lives for one test, which disposes it
internal sealed partial class Proj : IDisposable
#pragma warning restore CA2216
{
    private const string Library = "libproj.so.25";
    private const int Forward = 1;

    private readonly nint _context;
    private readonly nint _transformation;

    public Proj(string source, params string[] dataFolders)
    {
        foreach (var folder in dataFolders)
        {
            Assert.SkipUnless(Directory.Exists(folder), $"there is no PROJ data in {folder}");
        }

        try
        {
            _context = proj_context_create();
        }
        catch (DllNotFoundException)
        {
            Assert.Skip("libproj25 is not installed");
        }

        proj_context_set_search_paths(_context, dataFolders.Length, dataFolders);
        var transformation = proj_create_crs_to_crs(_context, source, "EPSG:4326", 0);
        _transformation = proj_normalize_for_visualization(_context, transformation);
        proj_destroy(transformation);
        Assert.NotEqual(0, _transformation);
    }

    public (double Longitude, double Latitude) Transform(double x, double y)
    {
        var transformed = proj_trans(_transformation, Forward, new Coordinate(x, y, 0, 0));
        return (transformed.X, transformed.Y);
    }

    public void Dispose()
    {
        proj_destroy(_transformation);
        proj_context_destroy(_context);
    }

    [LibraryImport(Library)]
    private static partial nint proj_context_create();

    [LibraryImport(Library)]
    private static partial void proj_context_destroy(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial void proj_context_set_search_paths(nint context, int count, string[] paths);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint proj_create_crs_to_crs(nint context, string source, string target, nint area);

    [LibraryImport(Library)]
    private static partial nint proj_normalize_for_visualization(nint context, nint transformation);

    [LibraryImport(Library)]
    private static partial void proj_destroy(nint transformation);

    [LibraryImport(Library)]
    private static partial Coordinate proj_trans(nint transformation, int direction, Coordinate coordinate);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Coordinate(double x, double y, double z, double t)
    {
        public readonly double X = x;
        public readonly double Y = y;
        public readonly double Z = z;
        public readonly double T = t;
    }
}
