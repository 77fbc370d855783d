using DigitalLand.Core.Csv;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Csv;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void The_first_record_names_the_columns_and_blank_lines_are_left_out()
    {
        var table = CsvTable.Read(_folder.Write("t.csv", "a,b", "", "1,2", "", "3,4"));
        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal(["1/2@3", "3/4@5"], table.Rows.Select(row => $"{row["a"]}/{row["b"]}@{row.RecordNumber}"));
    }

    [Fact]
    public void A_short_row_lacks_its_last_columns_and_a_long_one_has_more_cells_than_columns()
    {
        var rows = CsvTable.Read(_folder.Write("t.csv", "a,b", "1", "1,2,3")).Rows;
        Assert.Null(rows[0].Find("b"));
        Assert.Equal("", rows[0]["b"]);
        Assert.Equal(["1", "2", "3"], rows[1].Fields);
    }

    [Fact]
    public void Of_two_columns_with_one_name_the_last_counts() => Assert.Equal("2", CsvTable.Read(_folder.Write("t.csv", "a,a", "1,2")).Rows[0]["a"]);

    [Fact]
    public void A_column_that_is_not_there_is_blank()
    {
        var table = CsvTable.Read(_folder.Write("t.csv", "a", "1"));
        Assert.False(table.HasColumn("b"));
        Assert.Null(table.Rows[0].Find("b"));
        Assert.Equal("", table.Rows[0]["b"]);
    }

    [Fact]
    public void The_first_column_that_holds_text_stands_for_the_others()
    {
        var row = CsvTable.Read(_folder.Write("t.csv", "prefix,dataset,pipeline", ",park,old")).Rows[0];
        Assert.Equal("park", row.FirstOf("prefix", "dataset", "pipeline"));
        Assert.Equal("", row.FirstOf("prefix", "absent"));
    }

    [Fact]
    public void A_byte_order_mark_becomes_part_of_the_first_column() => Assert.False(CsvTable.Read(_folder.Write("t.csv", "\uFEFFa,b", "1,2")).HasColumn("a"));

    [Fact]
    public void An_empty_file_has_no_columns_and_no_rows()
    {
        var table = CsvTable.Read(_folder.Write("t.csv"));
        Assert.Empty(table.Header);
        Assert.Empty(table.Rows);
    }

    [Fact]
    public void A_missing_file_is_wrong_use_or_no_table()
    {
        var path = _folder["none.csv"];
        Assert.Equal($"There is no file '{path}'.", Assert.Throws<WrongUseException>(() => CsvTable.Read(path)).Message);
        Assert.Null(CsvTable.ReadIfPresent(path));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_told_with_the_file()
    {
        var path = _folder.WriteBytes("t.csv", [.. "a\n1\n"u8, 0xE9, (byte)'\n']);
        Assert.StartsWith($"{path}, after record 0: the text is not UTF-8: the byte E9 is no text in its encoding.", Assert.Throws<RunFailedException>(() => CsvTable.Read(path)).Message);
    }

    public void Dispose() => _folder.Dispose();
}
