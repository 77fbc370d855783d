namespace DigitalLand.Transform.Tests.Formats.Excel;

public class SheetTests
{
    [Fact]
    public void The_first_row_is_the_header_and_every_row_below_a_record() =>
        Check(WorkbookFile.OfRows(WorkbookFile.Row("s:name", "s:note"), WorkbookFile.Row("s:a \"b\", c", "s:two\nlines")), "name|note", "a \"b\", c|two\nlines");

    [Fact]
    public void A_blank_header_is_unnamed_by_its_place() =>
        Check(WorkbookFile.OfRows(WorkbookFile.Row("s:a", "", "s:c"), WorkbookFile.Row("n:1", "n:2", "n:3", "n:4")), "a|Unnamed: 1|c|Unnamed: 3", "1|2|3|4");

    [Theory]
    [InlineData("s:X|s:X|s:X", "X|X.1|X.2")]
    [InlineData("s:X|s:X|s:X.1", "X|X.2|X.1")]
    [InlineData("s:X|s:X.1|s:X", "X|X.1|X.2")]
    [InlineData("n:1|b:1", "1|True.1")]
    [InlineData("n:1|s:1", "1|1")]
    [InlineData("|s:Unnamed: 0", "Unnamed: 0.1|Unnamed: 0")]
    [InlineData("e:#N/A|e:#N/A|s:x", "|nan.1|x")]
    [InlineData("n:2019|n:2020", "2019|2020")]
    [InlineData("n:2019|n:2020.5", "2019.0|2020.5")]
    [InlineData("n:2019|n:2020.5|s:x", "2019|2020.5|x")]
    [InlineData("d:43833|d:43864", "2020-01-03|2020-02-03")]
    [InlineData("d:43833|s:x", "2020-01-03 00:00:00|x")]
    [InlineData("s:\uFEFFname|s:x", "name|x")]
    [InlineData("s:\uFEFF|s:x", "Unnamed: 0|x")]
    public void Headers_are_made_distinct_and_written_as_Python_values(string cells, string expected) =>
        Check(WorkbookFile.OfRows(WorkbookFile.Row(cells.Split('|'))), expected);

    [Fact]
    public void Rows_and_columns_that_are_blank_at_the_end_are_left_out() =>
        Check(
            WorkbookFile.OfRows(WorkbookFile.Row("s:a", "s:b", "", ""), WorkbookFile.Row("n:1", ""), WorkbookFile.Row(), WorkbookFile.Row("", "")),
            "a|b",
            "1|");

    [Fact]
    public void Blank_rows_between_others_are_records() =>
        Check(WorkbookFile.OfRows("""<row r="1"><c r="A1"><v>1</v></c></row>""", """<row r="4"><c r="A4"><v>2</v></c></row>"""), "1", "", "", "2.0");

    [Fact]
    public void A_sheet_that_begins_lower_down_has_a_blank_header() =>
        Check(WorkbookFile.OfRows("""<row r="3"><c r="B3" t="str"><v>x</v></c></row>"""), "Unnamed: 0|Unnamed: 1", "|", "|x");

    [Fact]
    public void Cells_may_leave_out_their_place_or_come_in_another_order() =>
        Check(
            WorkbookFile.OfRows(
                WorkbookFile.Row("s:a", "s:b", "s:c"),
                """<row><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c><v>4</v></c></row>""",
                """<row><c r="A3"><v>8</v></c><c r="C3"><v>9</v></c><c r="A3"><v>7</v></c></row>"""),
            "a|b|c",
            "1|2.0|4.0",
            "7||");

    [Fact]
    public void A_row_that_goes_back_is_dropped() =>
        Check(
            WorkbookFile.OfRows("""<row r="1"><c><v>1</v></c></row>""", """<row r="2"><c><v>2</v></c></row>""", """<row r="2"><c><v>3</v></c></row>""", """<row r="3.0"><c><v>4</v></c></row>"""),
            "1",
            "2",
            "4");

    [Fact]
    public void Formulas_give_their_cached_values() =>
        Check(
            WorkbookFile.OfRows(
                WorkbookFile.Row("s:a", "s:b", "s:c"),
                """<row><c><f>1+1</f><v>2</v></c><c t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c><f>[1]Other!A1</f></c></row>""",
                """<row><c><f>1/0</f><v>5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="n"><v>1</v></c></row>"""),
            "a|b|c",
            "2|xy|",
            "5||1.0");

    [Fact]
    public void Only_the_first_cell_of_a_merged_range_has_its_value() =>
        Check(
            new WorkbookFile().Sheet($"""<sheetData>{WorkbookFile.Row("s:a", "s:b")}{WorkbookFile.Row("s:x", "")}{WorkbookFile.Row("", "s:y")}</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>"""),
            "a|b",
            "x|",
            "|y");

    [Fact]
    public void Shared_texts_join_their_runs_and_leave_out_phonetic_hints() =>
        Check(
            WorkbookFile.OfRows("""<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>""", """<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>""")
                .Strings(
                    "<t>plain</t>",
                    """<r><t>Old </t></r><r><rPr><b/></rPr><t xml:space="preserve">Mill </t></r><rPh sb="0" eb="1"><t>hint</t></rPh><phoneticPr fontId="1"/>""",
                    "<t>  spaces kept </t>",
                    "<t>a_x005F_x000D_b</t>"),
            "plain|Old Mill ",
            "  spaces kept |a_x000D_b");

    [Fact]
    public void Inline_texts_may_have_runs_and_white_space() =>
        Check(
            WorkbookFile.OfRows("""<row><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>""", """<row><c t="inlineStr"><is><t> </t></is></c></row>""", """<row><c t="inlineStr"><is><t/></is></c><c/></row>"""),
            "ab",
            " ");

    [Fact]
    public void Dates_are_told_by_the_number_format_of_the_cell_style() =>
        Check(
            WorkbookFile.OfRows(
                WorkbookFile.Row("s:custom", "s:builtin", "s:quoted", "s:percent", "s:beyond"),
                """<row><c s="1"><v>43833</v></c><c s="4"><v>43833</v></c><c s="5"><v>43833</v></c><c s="3"><v>43833</v></c><c s="99"><v>43833</v></c></row>"""),
            "custom|builtin|quoted|percent|beyond",
            "2020-01-03|2020-01-03|43833|43833|43833");

    [Theory]
    [InlineData("dd/mm/yyyy;@", true)]
    [InlineData("[$-809]d mmmm yyyy", true)]
    [InlineData("0.00_d", false)]
    [InlineData("0\\d", false)]
    [InlineData("General;dd/mm/yyyy", false)]
    [InlineData("[Red]0", false)]
    [InlineData("#,##0 \"days\"", false)]
    public void A_format_is_a_date_where_its_first_section_names_a_part_of_one(string code, bool isDate)
    {
        var file = WorkbookFile.OfRows(WorkbookFile.Row("s:a"), WorkbookFile.Row("d:43833"))
            .Replace("xl/styles.xml", "yyyy\\-mm\\-dd hh:mm:ss", code.Replace("\"", "&quot;", StringComparison.Ordinal));
        Check(file, "a", isDate ? "2020-01-03" : "43833");
    }

    [Fact]
    public void Days_may_be_counted_from_1904() =>
        Check(
            WorkbookFile.OfRows(WorkbookFile.Row("s:a"), WorkbookFile.Row("d:42371"), WorkbookFile.Row("d:1")).Replace("xl/workbook.xml", "<workbookPr/>", """<workbookPr date1904="1"/>"""),
            "a",
            "2020-01-03",
            "1904-01-02");

    [Fact]
    public void A_workbook_without_styles_has_numbers_only()
    {
        var file = WorkbookFile.OfRows(WorkbookFile.Row("s:a"), WorkbookFile.Row("d:43833"));
        file.Parts.Remove("xl/styles.xml");
        Check(file, "a", "43833");
    }

    [Fact]
    public void What_a_sheet_says_of_its_dimension_is_ignored() =>
        Check(new WorkbookFile().Sheet($"""<dimension ref="A1:XFD1048576"/><sheetData>{WorkbookFile.Row("s:a")}{WorkbookFile.Row("n:1")}</sheetData>"""), "a", "1");

    [Fact]
    public void A_sheet_without_a_cell_is_one_blank_line() => Check(WorkbookFile.OfRows(), "");

    [Theory]
    [InlineData("application/vnd.ms-excel.sheet.macroEnabled.main+xml")]
    [InlineData("application/vnd.ms-excel.template.macroEnabled.main+xml")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml")]
    public void Workbooks_with_macros_and_templates_are_read_too(string type) =>
        Check(
            WorkbookFile.OfRows(WorkbookFile.Row("s:a")).Replace("[Content_Types].xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", type),
            "a");

    [Fact]
    public void Of_several_sheets_the_first_that_is_no_chart_is_read()
    {
        var file = WorkbookFile.OfRows(WorkbookFile.Row("s:third"))
            .Replace("xl/workbook.xml", "<sheets>", """<sheets><sheet name="Chart" sheetId="8" r:id="rId8"/><sheet name="Gone" sheetId="9" r:id="rId9"/>""")
            .Replace(
                "xl/_rels/workbook.xml.rels",
                "</Relationships>",
                """<Relationship Id="rId8" Type="x/chartsheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId9" Type="x/worksheet" Target="../gone.xml"/></Relationships>""");
        Check(file, "third");
    }

    private static void Check(WorkbookFile file, params string[] expected) =>
        Assert.Equal(expected, file.Records().Select(record => string.Join('|', record)));
}
