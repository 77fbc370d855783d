using DigitalLand.Core;
using DigitalLand.Core.Logs;
using DigitalLand.Geometry;
using DigitalLand.Geometry.Coordinates;
using DigitalLand.Testing;
using DigitalLand.Transform.Categories;
using DigitalLand.Transform.Datatypes;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class HarmonisePhaseTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _folder = new();
    private readonly GeometryNormaliser _geometry = new(new CoordinateSystems(null));
    private readonly IssueLog _issues = new("park", "R");

    [Fact]
    public void Each_value_becomes_the_form_of_its_datatype_and_blank_and_absent_stay_so()
    {
        Assert.Equal(["name=a b|size=7|start-date=2020-02-01", "name=|size=5"], Harmonise("name|size|start-date", "a  b|007|1/2/2020", "|5"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void Issues_stand_in_the_order_of_the_fields()
    {
        Assert.Equal(["size=|start-date="], Harmonise("size|start-date", "x|soon"));
        Assert.Equal(["2/1 size: invalid integer [x] size must be a number", "2/1 start-date: invalid date [soon] start-date must be a real date"], Entries.Show(_issues));
    }

    [Fact]
    public void An_unknown_field_or_datatype_fails_the_run_only_where_there_is_a_value()
    {
        Assert.Equal(["unknown=|odd="], Harmonise("unknown|odd", "|"));
        Assert.Contains("'unknown'", Assert.Throws<RunFailedException>(() => Harmonise("unknown", "x")).Message, StringComparison.Ordinal);
        Assert.Equal("unknown datatype 'json' of field 'odd'", Assert.Throws<RunFailedException>(() => Harmonise("odd", "x")).Message);
    }

    [Fact]
    public void A_category_takes_the_spelling_of_its_list_item_by_item()
    {
        Assert.Equal(["kind=area-appraisal;Local"], Harmonise("kind", " Area Appraisal ;; LOCAL;"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void A_category_that_the_list_does_not_have_is_told_and_kept()
    {
        Assert.Equal(["kind=area-appraisal;Big Park"], Harmonise("kind", "area appraisal;Big Park"));
        Assert.Equal(["2/1 kind: invalid category value [Big Park]"], Entries.Show(_issues));
    }

    [Fact]
    public void A_category_of_nothing_but_separators_is_blank() => Assert.Equal(["kind="], Harmonise("kind", " ; "));

    [Theory]
    [InlineData("entry-date")]
    [InlineData("LastUpdatedDate")]
    public void An_entry_date_after_today_is_told_with_the_raw_value_and_removed(string field)
    {
        Assert.Equal([$"{field}=2024-05-01", $"{field}=", $"{field}="], Harmonise(field, "1/5/2024", "2/5/2024", "2024-05-02T00:00:00Z"));
        Assert.Equal(
            [
                $"3/2 {field}: future entry-date [2/5/2024] {field} must be today or in the past",
                $"4/3 {field}: future entry-date [2024-05-02T00:00:00Z] {field} must be today or in the past",
            ],
            Entries.Show(_issues));
    }

    [Fact]
    public void Other_dates_may_lie_ahead() => Assert.Equal(["start-date=2024-05-02"], Harmonise("start-date", "2024-05-02"));

    [Fact]
    public void A_pair_of_coordinates_is_printed_as_Python_prints_floats()
    {
        Assert.Equal(["GeoX=-1.543611|GeoY=53.7975", "GeoX=-1.0|GeoY=51.5"], Harmonise("GeoX|GeoY", "-1.5436112|53.79750", "-1|51.50"));
        Assert.Empty(_issues.Issues);
    }

    [Theory]
    [InlineData("|", "['', '']")]
    [InlineData("|51.5", "['', '51.5']")]
    [InlineData("-1|", "['-1', '']")]
    public void A_pair_without_both_numbers_is_told_and_both_fields_go(string cells, string quoted)
    {
        Assert.Equal(["name=n"], Harmonise("GeoX|GeoY|name", cells + "|n"));
        var issue = Assert.Single(_issues.Issues);
        Assert.Equal(("GeoX,GeoY", "invalid WKT", quoted), (issue.Field, issue.IssueType, issue.Value));
    }

    [Fact]
    public void An_unreadable_coordinate_is_told_by_itself_and_again_as_the_pair()
    {
        Harmonise("GeoX|GeoY", "west|51.5");
        Assert.Equal(["GeoX invalid decimal", "GeoX,GeoY invalid WKT"], _issues.Issues.Select(issue => $"{issue.Field} {issue.IssueType}"));
    }

    [Fact]
    public void One_coordinate_without_the_other_column_is_a_number() => Assert.Equal(["GeoX=-1"], Harmonise("GeoX|name", "-1"));

    [Theory]
    [InlineData("organisation", "Lambeth", "park:Lambeth")]
    [InlineData("organisation", "local-authority:LBH", "local-authority:LBH")]
    [InlineData("organisation", "", "")]
    [InlineData("document", "A1", "park:A1")]
    [InlineData("geography", "A1", "park:A1")]
    [InlineData("conservation-area", "A1", "A1")]
    public void A_typology_without_a_colon_becomes_the_datasets_own(string field, string value, string expected) => Assert.Equal([$"{field}={expected}"], Harmonise(field, value));

    [Fact]
    public void Missing_mandatory_values_are_told_in_the_order_of_the_columns_and_absent_columns_are_not()
    {
        HarmoniseFor("conservation-area", "name|reference|notes", "||", "n|r|", "n");
        Assert.Equal(["2/1 name: missing value [] name missing", "2/1 reference: missing value [] reference missing"], Entries.Show(_issues));
    }

    [Fact]
    public void An_unreadable_value_is_not_missing()
    {
        HarmoniseFor("plan-timetable", "entry-date", "soon");
        Assert.Equal(["invalid date"], _issues.Issues.Select(issue => issue.IssueType));
    }

    [Fact]
    public void A_dataset_without_mandatory_fields_misses_none()
    {
        Harmonise("name|reference", "|");
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void Of_geometry_and_point_one_is_enough_in_any_dataset()
    {
        Harmonise("point|geometry", "POINT (-1.5 53.8)|", "|", "");
        Assert.Equal(
            [
                "3/2 point: missing value [] point missing",
                "3/2 geometry: missing value [] geometry missing",
                "4/3 point: missing value [] point missing",
                "4/3 geometry: missing value [] geometry missing",
            ],
            Entries.Show(_issues));
    }

    [Fact]
    public void A_resource_with_only_one_of_the_two_columns_misses_that_one()
    {
        Harmonise("geometry|name", "|n");
        Assert.Equal(["2/1 geometry: missing value [] geometry missing"], Entries.Show(_issues));
    }

    [Theory]
    [InlineData("https://en.wikipedia.org/wiki/Hyde_Park", "Hyde_Park")]
    [InlineData("https://en.wikipedia.org/wiki/https://en.wikipedia.org/wiki/Hyde", "Hyde")]
    [InlineData("http://en.wikipedia.org/wiki/Hyde", "http://en.wikipedia.org/wiki/Hyde")]
    [InlineData("https://example.org/a  b", "https://example.org/a  b")]
    public void A_wikipedia_address_is_told_and_loses_its_prefix_from_the_raw_value(string value, string expected)
    {
        Assert.Equal([$"wikipedia={expected}"], Harmonise("wikipedia", value));
        Assert.Equal([$"2/1 wikipedia: removed URI prefix [{value}]"], Entries.Show(_issues));
    }

    [Fact]
    public void A_wikipedia_name_stays()
    {
        Assert.Equal(["wikipedia=Hyde Park"], Harmonise("wikipedia", "Hyde  Park"));
        Assert.Empty(_issues.Issues);
    }

    [Fact]
    public void The_steps_follow_each_other_so_their_issues_do()
    {
        HarmoniseFor("brownfield-land", "wikipedia|GeoX|GeoY|entry-date|kind|size", "https://x|||2030-01-01|nil|x");
        Assert.Equal(
            [
                "kind invalid category value", "size invalid integer", "entry-date future entry-date", "GeoX,GeoY invalid WKT", "GeoX missing value", "GeoY missing value",
                "wikipedia removed URI prefix",
            ],
            _issues.Issues.Select(issue => $"{issue.Field} {issue.IssueType}"));
    }

    public void Dispose()
    {
        _geometry.Dispose();
        _folder.Dispose();
    }

    private string[] Harmonise(string columns, params string[] lines) => HarmoniseFor("park", columns, lines);

    private string[] HarmoniseFor(string dataset, string columns, params string[] lines)
    {
        var specification = TinySpecification.Write(_folder);
        _folder.Write("category/park-kind.csv", "reference", "area-appraisal", "Local");
        var categories = CategoryValues.Load(specification, "park", new Dictionary<string, string>(), new CategoryFiles(_folder["category"], null, Assert.Fail));
        var clock = new PinnedClock(Now);
        var datatypes = new FieldDatatypes(specification, new DatatypeFactory(clock, _geometry.MultiPolygon, _geometry.Point));
        return Entries.Show(new HarmonisePhase(dataset, datatypes, categories, _geometry, _issues, clock.Today()).Process(Entries.Of(columns, lines)));
    }
}
