using System.IO.Compression;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Formats;

/// <summary>A zip archive with one geographic file in it: a shapefile, GML, MapInfo, GeoJSON or KML (a KMZ is one too).</summary>
internal static class ZipFormat
{
    /// <summary>Suffixes in the order in which they are looked for; lower case or all upper case.</summary>
    private static readonly (string Suffix, string MimeType)[] Members =
    [
        (".shp", "x-gis/x-shapefile"),
        (".gml", "application/gml+xml"),
        (".tab", "x-gis/x-mapinfo-tab"),
        (".geojson", "application/vnd.geo+json"),
        (".json", "application/vnd.geo+json"),
        (".kml", "application/vnd.google-earth.kml+xml"),
    ];

    /// <summary>Unpacked bytes that are never questioned.</summary>
    private const long Unquestioned = 2L << 30;

    /// <summary>How many times its own size a larger archive may hold: honest ones reach 20, a bomb 1000.</summary>
    private const long Ratio = 100;

    /// <summary>The archive's one file as a table, or null where the resource is no archive or holds no such file.</summary>
    /// <exception cref="ConversionFailedException">There are two files of one kind, so which is meant cannot be known; or it would unpack to a size
    /// that no honest archive has.</exception>
    public static CsvReader? TryOpen(string path, TemporaryFolder folder, DatasetResourceLog log, CancellationToken cancel)
    {
        if (Names(path) is not { } names)
        {
            return null;
        }

        log.MimeType = "application/zip";
        foreach (var (suffix, mimeType) in Members)
        {
            var found = names.FindAll(name => name.EndsWith(suffix, StringComparison.Ordinal) || name.EndsWith(suffix.ToUpperInvariant(), StringComparison.Ordinal));
            if (found.Count > 1)
            {
                throw new ConversionFailedException($"{path} contains more than one {suffix} file");
            }

            if (found.Count == 1)
            {
                log.InternalPath = "/" + found[0];
                log.InternalMimeType = mimeType;
                // GDAL knows an archive by its suffix, which a resource, named by its hash, does not have.
                var link = folder.File("resource.zip");
                File.CreateSymbolicLink(link, Path.GetFullPath(path));
                return Ogr2Ogr.Open($"/vsizip/{link}{log.InternalPath}", path + log.InternalPath, folder, cancel);
            }
        }

        return null;
    }

    private static List<string>? Names(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var unpacked = archive.Entries.Sum(entry => (decimal)entry.Length);
            if (unpacked > Math.Max(Unquestioned, Ratio * new FileInfo(path).Length))
            {
                throw new ConversionFailedException($"{path} would unpack to {unpacked} bytes, more than {Ratio} times its size, so it is not unpacked");
            }

            return [.. archive.Entries.Select(entry => entry.FullName)];
        }
        catch (InvalidDataException)
        {
            // Not an archive: the next format is asked.
            return null;
        }
    }
}
