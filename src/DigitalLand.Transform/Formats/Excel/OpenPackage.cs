using System.IO.Compression;
using System.Xml;

namespace DigitalLand.Transform.Formats.Excel;

/// <summary>
/// The zip archive of XML parts that a workbook is (ECMA-376 part 2, open packaging). Parts are read forward only, in bounded size,
/// and with document type definitions refused, so that no part can name an entity or another file.
/// </summary>
internal sealed class OpenPackage : IDisposable
{
    private readonly ZipArchive _archive;

    private OpenPackage(ZipArchive archive) => _archive = archive;

    private static ReadOnlySpan<byte> Magic => "PK\x03\x04"u8;

    /// <summary>The package, or null where the file does not begin as a zip archive or has no workbook part.</summary>
    /// <exception cref="InvalidDataException">It begins as an archive and is none.</exception>
    public static OpenPackage? TryOpen(string path)
    {
        var file = File.OpenRead(path);
        try
        {
            Span<byte> head = stackalloc byte[Magic.Length];
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(Magic))
            {
                file.Dispose();
                return null;
            }

            file.Position = 0;
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (archive.Entries.Any(IsWorkbook))
            {
                return new OpenPackage(archive);
            }

            archive.Dispose();
            return null;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(string part) => _archive.GetEntry(part) is not null;

    /// <summary>Opens a part for reading; null where there is none.</summary>
    public XmlReader? TryRead(string part)
    {
        if (_archive.GetEntry(part) is not { } entry)
        {
            return null;
        }

        var limit = Math.Min(WorkbookLimits.LongestPart, Math.Max(WorkbookLimits.PartLength, entry.CompressedLength * WorkbookLimits.PartRatio));
        return XmlReader.Create(new BoundedStream(entry.Open(), limit), new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
    }

    /// <summary>Opens a part that a workbook cannot do without.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public XmlReader Read(string part) => TryRead(part) ?? throw new InvalidDataException($"The workbook has no part {part}.");

    public void Dispose() => _archive.Dispose();

    /// <summary>The reference looks for the name in any case and with either slash before it hands the file on.</summary>
    private static bool IsWorkbook(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').Equals("xl/workbook.xml", StringComparison.OrdinalIgnoreCase);
}
