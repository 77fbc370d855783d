using System.Text;
using DigitalLand.Transform.Tests.Datatypes;

namespace DigitalLand.Transform.Tests.Formats.Excel;

/// <summary>Files that are no workbook, or only pretend: each is left to the next format, in bounded memory.</summary>
public class HostileWorkbookTests
{
    [Theory]
    [InlineData("[Content_Types].xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/sharedStrings.xml")]
    public void Without_a_part_that_it_names_a_file_is_no_workbook(string part)
    {
        var file = WorkbookFile.OfRows(WorkbookFile.Row("s:a")).Strings("<t>x</t>");
        Assert.True(file.Parts.Remove(part));
        AssertNotExcel(file);
    }

    [Theory]
    [InlineData("<c><v>one</v></c>")]
    [InlineData("<c><v>1e999</v></c>")]
    [InlineData("<c><v>NaN</v></c>")]
    [InlineData("""<c t="b"><v>true</v></c>""")]
    [InlineData("""<c t="s"><v>1</v></c>""")]
    [InlineData("""<c t="s"><v>-1</v></c>""")]
    [InlineData("""<c t="d"><v>2020-02-30</v></c>""")]
    [InlineData("""<c t="d"><v>yesterday</v></c>""")]
    [InlineData("""<c r="7"><v>1</v></c>""")]
    [InlineData("""<c r="XFE1"><v>1</v></c>""")]
    [InlineData("""<c r="AAAAAAA1"><v>1</v></c>""")]
    [InlineData("""<c s="bold"><v>1</v></c>""")]
    [InlineData("<c><v>1</v>")]
    public void One_cell_that_cannot_be_understood_makes_a_file_no_workbook(string cell) =>
        AssertNotExcel(WorkbookFile.OfRows($"<row>{cell}</row>").Strings("<t>x</t>"));

    [Theory]
    [InlineData("""<row r="1048577"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="99999999999"><c><v>1</v></c></row>""")]
    [InlineData("""<row r="1"><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>""")]
    public void A_cell_in_a_corner_too_far_makes_a_file_no_workbook(string rows) => AssertNotExcel(WorkbookFile.OfRows(rows));

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>""", "&e;")]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">]>""", "&e;")]
    [InlineData("""<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd">""", "x")]
    public void A_document_type_is_refused_in_every_part(string declaration, string text)
    {
        AssertNotExcel(Declare(WorkbookFile.OfRows(WorkbookFile.Row("s:a")).Strings($"<t>{text}</t>"), "xl/sharedStrings.xml"));
        AssertNotExcel(Declare(new WorkbookFile().Sheet($"<sheetData><row><c t=\"str\"><v>{text}</v></c></row></sheetData>"), "xl/worksheets/sheet1.xml"));

        WorkbookFile Declare(WorkbookFile file, string part) => file.Part(part, declaration + file.Parts[part]);
    }

    [Fact]
    public void A_part_that_unpacks_to_far_more_than_it_packs_is_refused()
    {
        var file = WorkbookFile.OfRows(WorkbookFile.Row("s:a"), new string(' ', 80_000_000), WorkbookFile.Row("n:1"));
        AssertNotExcel(file);
    }

    [Fact]
    public void A_text_without_end_is_refused_however_it_is_cut()
    {
        AssertNotExcel(WorkbookFile.OfRows("""<row><c t="str"><v>""", new string('x', 40_000_000), "</v></c></row>"));
        AssertNotExcel(WorkbookFile.OfRows("""<row><c t="str"><v>""", string.Concat(Enumerable.Repeat("<![CDATA[xxxxxxxxxxxxxxxxxxxxxxxx]]>", 1_000_000)), "</v></c></row>"));
        AssertNotExcel(WorkbookFile.OfRows("<row><c><v>", new string('1', 1_000_000), "</v></c></row>"));
    }

    [Fact]
    public void A_file_of_text_or_a_cut_archive_is_no_workbook()
    {
        Assert.Equal("text/csv;charset=ascii", WorkbookFile.Read("PK,name\n1,x\n"u8.ToArray()).Type);
        var workbook = WorkbookFile.OfRows(WorkbookFile.Row("s:a")).ToBytes();
        Assert.NotEqual(WorkbookFile.ExcelType, WorkbookFile.Read(workbook[..(workbook.Length / 2)]).Type);
    }

    [Fact]
    public void An_old_binary_workbook_is_not_read() =>
        Assert.NotEqual(WorkbookFile.ExcelType, WorkbookFile.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]]).Type);

    [Fact]
    public void A_workbook_with_random_damage_is_read_or_left_and_never_fails_otherwise()
    {
        var random = new Random(Seed.New());
        var rows = Enumerable.Range(0, 20).Select(row => WorkbookFile.Row($"n:{row}", $"s:text {row}", $"d:{43000 + row}", row % 3 == 0 ? "" : "b:1"));
        var file = WorkbookFile.OfRows([WorkbookFile.Row("s:a", "s:b", "s:c", "s:d"), .. rows]);
        var whole = file.Parts["xl/worksheets/sheet1.xml"];
        for (var i = 0; i < 300; i++)
        {
            var text = new StringBuilder(whole);
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                text[random.Next(text.Length)] = "<>/\"0aE.:-&"[random.Next(11)];
            }

            WorkbookFile.Read(file.Part("xl/worksheets/sheet1.xml", text.ToString()).ToBytes());
            var bytes = file.Part("xl/worksheets/sheet1.xml", whole).ToBytes();
            bytes[random.Next(4, bytes.Length)] ^= (byte)random.Next(1, 256);
            WorkbookFile.Read(bytes);
        }
    }

    private static void AssertNotExcel(WorkbookFile file)
    {
        var resource = file.ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotEqual(WorkbookFile.ExcelType, WorkbookFile.Read(resource).Type);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000, "Refusing the file took too much memory.");
    }
}
