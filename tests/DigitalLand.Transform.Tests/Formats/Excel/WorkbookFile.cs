using System.IO.Compression;
using DigitalLand.Core.Logs;
using DigitalLand.Transform.Formats;

namespace DigitalLand.Transform.Tests.Formats.Excel;

/// <summary>A workbook made part by part, and what the formats make of it. A test changes the parts that it is about.</summary>
internal sealed class WorkbookFile
{
    public const string ExcelType = "application/vnd.ms-excel";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string SheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Cell styles: 0 general, 1 date and time, 2 elapsed hours, 3 percent, 4 built-in short date, 5 a number whose colour holds a d.</summary>
    private const string Styles = $"""
        <styleSheet xmlns="{Main}">
          <numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm:ss"/><numFmt numFmtId="165" formatCode="[hh]:mm:ss"/><numFmt numFmtId="166" formatCode="[Red]0.0&quot; days&quot;"/></numFmts>
          <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
          <cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="166"/></cellXfs>
          <dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf></dxfs>
        </styleSheet>
        """;

    public Dictionary<string, string> Parts { get; } = new()
    {
        ["[Content_Types].xml"] = $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
              <Override PartName="/xl/workbook.xml" ContentType="{SheetMl}.sheet.main+xml"/>
              <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SheetMl}.worksheet+xml"/>
            </Types>
            """,
        ["xl/workbook.xml"] = $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr/><sheets><sheet name="Sites" sheetId="1" r:id="rId1"/></sheets></workbook>""",
        ["xl/_rels/workbook.xml.rels"] = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
            </Relationships>
            """,
        ["xl/styles.xml"] = Styles,
    };

    /// <summary>The first sheet, from the XML of its rows.</summary>
    public static WorkbookFile OfRows(params string[] rows) => new WorkbookFile().Sheet($"<sheetData>{string.Concat(rows)}</sheetData>");

    public WorkbookFile Sheet(string content) => Part("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}">{content}</worksheet>""");

    public WorkbookFile Part(string name, string xml)
    {
        Parts[name] = xml;
        return this;
    }

    public WorkbookFile Replace(string part, string from, string to)
    {
        Assert.Contains(from, Parts[part], StringComparison.Ordinal);
        return Part(part, Parts[part].Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Adds the table of shared texts, from the XML of its items.</summary>
    public WorkbookFile Strings(params string[] items) =>
        Replace("[Content_Types].xml", "</Types>", $"""<Override PartName="/xl/sharedStrings.xml" ContentType="{SheetMl}.sharedStrings+xml"/></Types>""")
            .Part("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{string.Concat(items.Select(item => $"<si>{item}</si>"))}</sst>""");

    /// <summary>A row of cells in shorthand; see <see cref="Cell"/>.</summary>
    public static string Row(params string[] cells) => $"<row>{string.Concat(cells.Select(Cell))}</row>";

    /// <summary>
    /// A cell without a place: <c>n:</c> a number, <c>d:</c> a serial number as date, <c>h:</c> as hours, <c>p:</c> as percent, <c>b:</c>
    /// a truth value, <c>e:</c> an error, <c>i:</c> an ISO date, <c>s:</c> a text; nothing is a blank.
    /// </summary>
    public static string Cell(string shorthand) => shorthand is "" ? "<c/>" : (shorthand[0], shorthand[2..]) switch
    {
        ('n', var value) => $"<c><v>{value}</v></c>",
        ('d', var value) => $"""<c s="1"><v>{value}</v></c>""",
        ('h', var value) => $"""<c s="2"><v>{value}</v></c>""",
        ('p', var value) => $"""<c s="3"><v>{value}</v></c>""",
        ('b', var value) => $"""<c t="b"><v>{value}</v></c>""",
        ('e', var value) => $"""<c t="e"><v>{value}</v></c>""",
        ('i', var value) => $"""<c t="d"><v>{value}</v></c>""",
        (_, var value) => $"""<c t="inlineStr"><is><t>{value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)}</t></is></c>""",
    };

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in Parts)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Optimal).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The table that the resource is read as: header first.</summary>
    public List<string[]> Records()
    {
        var (type, records) = Read(ToBytes());
        Assert.Equal(ExcelType, type);
        return records!;
    }

    /// <summary>The media type that a resource is taken for, and its records where it can be read.</summary>
    public static (string Type, List<string[]>? Records) Read(byte[] resource)
    {
        var path = Path.GetTempFileName();
        var log = new DatasetResourceLog("dataset", "resource");
        try
        {
            File.WriteAllBytes(path, resource);
            using var table = ResourceFormats.Open(path, "", log, TestContext.Current.CancellationToken);
            var records = new List<string[]>();
            while (table.Reader.Read())
            {
                records.Add(table.Reader.ToArray());
            }

            return (log.MimeType, records);
        }
        catch (ConversionFailedException)
        {
            return (log.MimeType, null);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
