using DigitalLand.Core;
using DigitalLand.Datasets.Expectations;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class CsvCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{"expected": 2}""", true)]
    [InlineData("""{"expected": 3}""", false)]
    [InlineData("""{"expected": 3, "comparison_rule": "equals_to"}""", true)]
    public void Rows_are_counted(string parameters, bool passed)
    {
        var outcome = Run("count_rows", parameters, "a", "1", "2", "\"3\n3\"");
        Assert.Equal(passed, outcome.Passed);
        Assert.Equal("there were 3 rows found", outcome.Result.Message);
        Assert.StartsWith("""{"actual": 3, "expected": """, outcome.DetailsJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_in_two_rows_is_not_unique_and_neither_are_two_blanks()
    {
        var outcome = Run("check_unique", """{"field": "a"}""", "a,b", "y,1", ",2", "x,3", "y,4", "\"\",5", "x,6", "x,7", " x,8");
        Assert.False(outcome.Passed);
        Assert.Equal("there were 3 duplicate values in 'a'", outcome.Result.Message);
        Assert.Equal("""{"field": "a", "duplicates": [{"value": "y", "count": 2}, {"value": null, "count": 2}, {"value": "x", "count": 3}]}""", outcome.DetailsJson());
        Assert.Equal("all values in 'b' are unique", Run("check_unique", """{"field": "b"}""", "a,b", "y,1", "y,2").Result.Message);
    }

    [Fact]
    public void A_value_in_both_columns_is_shared()
    {
        var outcome = Run("check_no_shared_values", """{"field_1": "a", "field_2": "b"}""", "a,b", "3,", "1,2", "2,3", ",4", "2,5");
        Assert.Equal("there were 2 shared values between 'a' and 'b'", outcome.Result.Message);
        Assert.Equal("""{"field_1": "a", "field_2": "b", "shared_values": ["3", "2"]}""", outcome.DetailsJson());
        Assert.True(Run("check_no_shared_values", """{"field_1": "a", "field_2": "b"}""", "a,b", "1,2", ",").Passed);
    }

    [Fact]
    public void Ranges_that_share_a_number_overlap_unless_they_begin_with_one()
    {
        var outcome = Run("check_no_overlapping_ranges", """{"min_field": "min", "max_field": "max"}""", "min,max", "10,20", "01,10", "30,40", "30,50", "21,29", "25,26", ",5");
        Assert.Equal("there were 2 overlapping ranges found", outcome.Result.Message);
        Assert.Equal(
            """{"min_field": "min", "max_field": "max", "overlaps": [{"range_1": ["01", "10"], "range_2": ["10", "20"]}, {"range_1": ["21", "29"], "range_2": ["25", "26"]}]}""",
            outcome.DetailsJson());
        Assert.True(Run("check_no_overlapping_ranges", """{"min_field": "min", "max_field": "max"}""", "min,max", "1,2", "3,4").Passed);
        Assert.Throws<RunFailedException>(() => Run("check_no_overlapping_ranges", """{"min_field": "min", "max_field": "max"}""", "min,max", "1,x", "3,4"));
    }

    [Fact]
    public void Values_that_are_not_on_the_list_are_told_with_their_lines()
    {
        var outcome = Run("check_allowed_values", """{"field": "a", "allowed_values": ["yes", "it's", "no"]}""", "a,b", "yes,1", " no ,2", "\U0001F600,3", "it's,4", ",5", "\uff01,6", "\uff01,7");
        Assert.Equal("there were 4 invalid values in 'a'", outcome.Result.Message);
        Assert.Equal(
            """
            {"field": "a", "allowed_values": ["it's", "no", "yes"], "invalid_values": ["", "\uff01", "\ud83d\ude00"],
             "invalid_rows": [{"line_number": 4, "value": "\ud83d\ude00"}, {"line_number": 6, "value": ""}, {"line_number": 7, "value": "\uff01"}, {"line_number": 8, "value": "\uff01"}]}
            """.ReplaceLineEndings(""),
            outcome.DetailsJson());
        Assert.Equal("all values in 'b' are allowed", Run("check_allowed_values", """{"field": "b", "allowed_values": ["", "1"]}""", "a,b", "x,1", "y,").Result.Message);
    }

    [Fact]
    public void A_row_with_nothing_in_any_column_is_blank()
    {
        var outcome = Run("check_no_blank_rows", "{}", "a,b", "1,", ",  ", "\"\",\"\"", ",2");
        Assert.Equal("there were 2 blank rows found", outcome.Result.Message);
        Assert.Equal("""{"invalid_rows": [{"line_number": 3}, {"line_number": 4}]}""", outcome.DetailsJson());
        Assert.Equal("no blank rows found", Run("check_no_blank_rows", "{}", "a,b", "1,").Result.Message);
    }

    [Theory]
    [InlineData("\"entity\"", "", """[{"line_number": 3, "value": 9}, {"line_number": 5, "value": 31}]""")]
    [InlineData("\" end , entity\"", "", """[{"line_number": 2, "value": 99, "field": "end"}, {"line_number": 3, "value": 9, "field": "entity"}, {"line_number": 5, "value": 31, "field": "entity"}]""")]
    [InlineData("[\"entity\"]", """, "rules": {"lookup_rules": {"prefix": "tree"}}""", """[{"line_number": 3, "value": 9}]""")]
    [InlineData("\"entity\"", """, "rules": {"lookup_rules": [{"prefix": {"op": "!=", "value": "tree"}}, {"prefix": {"op": "IN", "value": ["tree"]}, "entity": "9"}]}""", """[{"line_number": 3, "value": 9}, {"line_number": 5, "value": 31}]""")]
    [InlineData("\"entity\"", """, "rules": {"lookup_rules": {"prefix": {"op": "not in", "value": ["tree", "it's"]}}}""", """[{"line_number": 5, "value": 31}]""")]
    [InlineData("\"entity\"", """, "rules": {"lookup_rules": {"prefix": {"op": "==", "value": "none"}}}""", "[]")]
    public void Whole_numbers_lie_in_some_range_of_another_file(string field, string more, string rows)
    {
        var ranges = _folder.Write("ranges.csv", "entity-minimum,entity-maximum", "10,20", "x,5", "30,30", "1,");
        var outcome = Run(
            "check_fields_are_within_range",
            $$"""{"field": {{field}}, "external_file": "{{ranges}}", "min_field": "entity-minimum", "max_field": "entity-maximum"{{more}}}""",
            "entity,end,prefix", "10,99,tree", "9,,tree", "20,30,", "31,20,park", "n/a,,tree");
        Assert.Equal($$"""{"invalid_rows": {{rows}}}""", outcome.DetailsJson());
        Assert.Equal(rows == "[]", outcome.Passed);
    }

    [Theory]
    [InlineData("", """[{"line_number": 3, "entity": 15, "prefix": "park", "organisation": "A"}, {"line_number": 4, "entity": 15, "prefix": "tree", "organisation": "B"}, {"line_number": 7, "entity": 41, "prefix": "wood", "organisation": "A"}]""")]
    [InlineData(""", "dataset_aliases": {"wood": ["tree", "forest"], "tree": "forest"}""", """[{"line_number": 2, "entity": 15, "prefix": "tree", "organisation": "A"}, {"line_number": 3, "entity": 15, "prefix": "park", "organisation": "A"}, {"line_number": 4, "entity": 15, "prefix": "tree", "organisation": "B"}]""")]
    [InlineData(""", "rules": {"lookup_rules": {"prefix": "park"}}""", """[{"line_number": 3, "entity": 15, "prefix": "park", "organisation": "A"}]""")]
    public void Whole_numbers_lie_in_a_range_of_their_organisation_and_dataset(string more, string rows)
    {
        var ranges = _folder.Write("ranges.csv", "dataset,organisation,min,max", "tree,A,10,20", " park , A ,30,40", "forest,A,41,41", ",A,1,99", "tree,,1,99");
        var outcome = Run(
            "check_field_is_within_range_by_dataset_org",
            $$"""{"field": "entity", "external_file": "{{ranges}}", "min_field": "min", "max_field": "max", "lookup_dataset_field": "prefix", "range_dataset_field": "dataset"{{more}}}""",
            "entity,prefix,organisation", "15,tree,A", "15,park,A", "15,tree,B", "35,park,A", "x,park,A", "41,wood,A", "99,,A", "99,park,");
        Assert.Equal($$"""{"invalid_rows": {{rows}}}""", outcome.DetailsJson());
        Assert.Equal($"there were {rows.Split("line").Length - 1} out-of-range rows found", outcome.Result.Message);
    }

    /// <summary>The values are facts about DuckDB, by which data has been judged.</summary>
    [Theory]
    [InlineData("expect_column_to_be_integer", "1|1.0|1e3|1_000|5.|-7| 8 ||99999999999999999999", "1.5|abc|0x10")]
    [InlineData("expect_column_to_be_decimal", "1|1.5|-0.123456|123456789012345", "abc|1234567890123456|1,5")]
    [InlineData("expect_column_to_be_flag", "yes|No|TRUE|false|", "y|1|maybe")]
    [InlineData("expect_column_to_be_latitude", "90|-90|0|51.5", "90.1|-91|north")]
    [InlineData("expect_column_to_be_longitude", "180|-180|1e2", "180.5|x")]
    [InlineData("expect_column_to_be_hash", "sha:0aF|00", "g|SHA:00|sha-1:00")]
    [InlineData("expect_column_to_be_curie", "a-1:b|x:y:z", "a:|:b|A:b|a: b|a:b c")]
    [InlineData("expect_column_to_be_curie_list", "a:b|a:b;c:d", "a:b; c:d|;|b")]
    [InlineData("expect_column_to_be_json", "{}|[1]|null|\"a\"", "{|a|{'a': 1}")]
    [InlineData("expect_column_to_be_url", "https://a.b|ftp://x:80/p?q#f|http://a?b", "a.b|http://|http://a b|//a")]
    [InlineData("expect_column_to_be_date", "2024-1-1|2024/01/01|2024-01-01T00:00:00Z|epoch|infinity", "2024|2024-01|01/02/2024|20240101|2024-02-30")]
    [InlineData("expect_column_to_be_datetime", "2024-01-01 10:00:00|2024-01-01T10:00:00Z|2024-01-01", "10:00|yesterday")]
    [InlineData("expect_column_to_be_pattern", "^a+$|(?P<n>x)", "(|*a|[")]
    [InlineData("expect_column_to_be_multipolygon", "POLYGON((0 0,1 0,1 1,0 0))|MULTIPOLYGON(((0 0,1 0,1 1,0 0)))|GEOMETRYCOLLECTION(POINT(1 1))", "POINT(1 1)|POLYGON((0 0,2 2,2 0,0 2,0 0))|x|POLYGON((0 0,1 0,1 1))")]
    [InlineData("expect_column_to_be_point", "POINT(1 2)|POINT (1.5 -2)", "1,2|MULTIPOINT(1 2)|LINESTRING(0 0,1 1)")]
    public void Values_are_of_a_datatype_or_told(string operation, string valid, string invalid)
    {
        string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\",x";
        var datatype = operation["expect_column_to_be_".Length..].Replace('_', '-');
        var passed = Run(operation, """{"field": "a"}""", ["a,b", .. valid.Split('|').Select(Quoted)]);
        Assert.Equal("""{"invalid_rows": []}""", passed.DetailsJson());
        Assert.Equal($"all values in 'a' have datatype '{datatype}'", passed.Result.Message);
        var values = invalid.Split('|');
        var failed = Run(operation, """{"field": "a"}""", ["a,b", .. values.Select(Quoted)]);
        Assert.Equal($"there were {values.Length} invalid '{datatype}' value(s) in 'a'", failed.Result.Message);
        Assert.Equal(
            values.Select((value, i) => $"{i + 2} {datatype} {value}"),
            ((IEnumerable<OrderedDictionary<string, object?>>)failed.Result.Details["invalid_rows"]!).Select(row => $"{row["line_number"]} {row["datatype"]} {row["value"]}"));
    }

    [Fact]
    public void A_pattern_is_looked_for_anywhere_in_a_value()
    {
        var outcome = Run("expect_column_to_match_pattern", """{"field": "a", "pattern": "b\\d"}""", "a", "ab1c", "b", "''b2", "");
        Assert.Equal("""{"invalid_rows": [{"line_number": 3, "field": "a", "datatype": "pattern", "value": "b"}]}""", outcome.DetailsJson());
        Assert.Throws<RunFailedException>(() => Run("expect_column_to_match_pattern", """{"field": "a", "pattern": "("}""", "a", "b"));
    }

    [Theory]
    [InlineData("check_unique", """{"field": "c"}""", "names the column 'c'")]
    [InlineData("check_allowed_values", """{"field": "a", "allowed_values": "x"}""", "is not a list of texts")]
    [InlineData("check_fields_are_within_range", """{"field": "a", "external_file": "nowhere.csv", "min_field": "a", "max_field": "a"}""", "'nowhere.csv', which does not exist")]
    [InlineData("check_fields_are_within_range", """{"field": " , ", "external_file": "x", "min_field": "a", "max_field": "a"}""", "names no column")]
    [InlineData("check_fields_are_within_range", """{"field": "a", "external_file": "x", "min_field": "a", "max_field": "a", "rules": {"lookup_rules": {"a": {"op": "~", "value": 1}}}}""", "the op '~'")]
    [InlineData("count_sheep", "{}", "'count_sheep'")]
    public void A_rule_that_does_not_fit_the_file_stops_the_run(string operation, string parameters, string problem) =>
        Assert.Contains(problem, Assert.Throws<RunFailedException>(() => Run(operation, parameters, "a,b", "1,2")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"name": "x"}]""")]
    [InlineData("""[{"name": "x", "operation": "count_rows"}]""")]
    public void Rules_that_are_no_list_of_rules_are_wrong_use(string rules) =>
        Assert.Throws<WrongUseException>(() => CsvCheckpoint.Run("d", _folder.Write("a.csv", "a", "1"), rules, TestContext.Current.CancellationToken));

    [Fact]
    public void Parameters_may_be_a_text()
    {
        var rules = """[{"name": "x", "operation": "count_rows", "parameters": "{\"expected\":0}", "severity": "error", "responsibility": "internal", "description": "d"}]""";
        var outcome = Assert.Single(CsvCheckpoint.Run("d", _folder.Write("it's.csv", "a", "1"), rules, TestContext.Current.CancellationToken).Outcomes);
        Assert.Equal("""{"expected": 0}""", outcome.ParametersJson());
        Assert.Equal(("d", "error", "internal", "", Severity.Error), (outcome.Expectation.Description, outcome.Expectation.Severity, outcome.Expectation.Responsibility, outcome.Expectation.Organisation, outcome.Severity));
    }

    public void Dispose() => _folder.Dispose();

    private ExpectationOutcome Run(string operation, string parameters, params string[] lines) => Assert.Single(CsvCheckpoint.Run(
        "d", _folder.Write("a.csv", lines), $$"""[{"name": "a rule", "operation": "{{operation}}", "parameters": {{parameters}}}]""", TestContext.Current.CancellationToken).Outcomes);
}
