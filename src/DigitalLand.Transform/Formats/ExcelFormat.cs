using System.Text;
using System.Xml;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Formats.Excel;

namespace DigitalLand.Transform.Formats;

/// <summary>An Excel workbook (xlsx, xlsm): its first sheet, with the first row as header. The older binary files (xls) are not read, as the reference does not read them.</summary>
internal static class ExcelFormat
{
    /// <summary>The first sheet as a table, or null where the resource is no workbook or anything in it cannot be understood.</summary>
    public static CsvReader? TryOpen(string path, TemporaryFolder folder, DatasetResourceLog log, CancellationToken cancel)
    {
        if (TryRead(path, cancel) is not { } table)
        {
            return null;
        }

        log.MimeType = "application/vnd.ms-excel";
        var converted = folder.File("excel.csv");
        using (var writer = new StreamWriter(converted, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024))
        {
            table.Write(writer, cancel);
        }

        return CsvReader.Open(converted);
    }

    private static Table? TryRead(string path, CancellationToken cancel)
    {
        try
        {
            using var package = OpenPackage.TryOpen(path);
            if (package is null)
            {
                return null;
            }

            var workbook = Workbook.Read(package);
            using var xml = package.Read(workbook.SheetPart);
            return new Table(new SheetReader(workbook, xml).Read(cancel), cancel);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or FormatException or OverflowException or EndOfStreamException)
        {
            // Whatever is wrong inside a workbook makes it none: the next format is asked, and names what it finds.
            return null;
        }
    }
}
