using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Formats;

/// <summary>An SQLite file with geographic tables. A file of no bytes is taken for one, as SQLite itself takes it, and then fails.</summary>
internal static class GeoPackageFormat
{
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static CsvReader? TryOpen(string path, TemporaryFolder folder, DatasetResourceLog log, CancellationToken cancel)
    {
        Span<byte> head = stackalloc byte[Magic.Length];
        using (var file = File.OpenRead(path))
        {
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (read > 0 && !head[..read].SequenceEqual(Magic))
            {
                return null;
            }
        }

        log.MimeType = "application/geopackage+sqlite3";
        if (new FileInfo(path).Length == 0)
        {
            throw new ConversionFailedException($"{path} is empty");
        }

        return Ogr2Ogr.Open(path, folder, cancel);
    }
}
