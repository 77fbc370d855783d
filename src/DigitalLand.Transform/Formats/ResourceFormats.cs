using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Formats;

/// <summary>
/// Says by content, never by name, what a resource is, and opens it. The order of the questions is the reference's: a workbook, a zip archive,
/// an SQLite file, then text of some kind.
/// </summary>
public static class ResourceFormats
{
    /// <summary>Opens a resource as CSV records and notes what it was.</summary>
    /// <param name="encoding">The encoding of a text, where somebody has named it; blank to find it out.</param>
    /// <exception cref="ConversionFailedException">It cannot be read; the log may still name its type.</exception>
    public static ConvertedTable Open(string path, string encoding, DatasetResourceLog log, CancellationToken cancel)
    {
        var folder = new TemporaryFolder();
        try
        {
            return new ConvertedTable(Read(path, encoding, folder, log, cancel), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static CsvReader Read(string path, string encoding, TemporaryFolder folder, DatasetResourceLog log, CancellationToken cancel) =>
        ExcelFormat.TryOpen(path, folder, log, cancel)
        ?? ZipFormat.TryOpen(path, folder, log, cancel)
        ?? GeoPackageFormat.TryOpen(path, folder, log, cancel)
        ?? TextFormat.TryOpen(path, encoding, folder, log, cancel)
        ?? throw new ConversionFailedException(log.MimeType == "application/zip"
            ? $"{path} is an archive that holds no shapefile, GML, MapInfo, GeoJSON or KML file"
            : $"{path} is of no kind that can be read: no workbook, archive, GeoPackage, or text in a known encoding");
}
