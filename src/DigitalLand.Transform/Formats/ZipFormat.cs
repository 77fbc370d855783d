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

    /// <summary>The archive's one file as a table, or null where the resource is no archive or holds no such file.</summary>
    /// <exception cref="ConversionFailedException">There are two files of one kind, so which is meant cannot be known.</exception>
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
                throw new ConversionFailedException($"Zipfile contains more than one {suffix} file");
            }

            if (found.Count == 1)
            {
                log.InternalPath = "/" + found[0];
                log.InternalMimeType = mimeType;
                // GDAL knows an archive by its suffix, which a resource, named by its hash, does not have.
                var link = folder.File("resource.zip");
                File.CreateSymbolicLink(link, Path.GetFullPath(path));
                return Ogr2Ogr.Open($"/vsizip/{link}{log.InternalPath}", folder, cancel);
            }
        }

        return null;
    }

    private static List<string>? Names(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Select(entry => entry.FullName)];
        }
        catch (InvalidDataException)
        {
            // Not an archive: the next format is asked.
            return null;
        }
    }
}
