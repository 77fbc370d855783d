using DigitalLand.Core;

namespace DigitalLand.Datasets.Tests;

public sealed class AssembledEntityTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Fact]
    public void Entity_takes_each_value_from_the_highest_priority_and_an_explicit_blank_overrides()
    {
        _park.With(
            new(7, "name", "A", "2", "2020-01-01", "1", "x"),
            new(7, "name", "B", "1", "2024-01-01", "2", "y"),
            new(7, "end-date", "", "2", "2020-01-01", "1", "x"),
            new(7, "end-date", "2023-05-05", "1", "2024-01-01", "2", "y"),
            new(7, "notes", "n", "1", "2020-01-01", "1", "x"),
            new(7, "organisation", "local-authority:AAA", "1", "2020-01-01", "1", "x"));
        _park.Create();
        Assert.Equal(
            ["park", "", "7", "", "", "", """{"notes":"n"}""", "A", "600", "", "", "authoritative", "", "", "geography"],
            Assert.Single(_park.Query("select * from entity")));
    }

    [Fact]
    public void Fact_speaks_with_its_lowest_priority_while_fact_resource_has_every_row()
    {
        _park.With(
            new(7, "name", "A", "2", "2020-01-01", "1", "x"),
            new(7, "name", "A", "1", "2024-01-01", "2", "y"));
        var outcome = _park.Create();
        Assert.Equal(["1", "2024-01-01", "A", "7"], Assert.Single(_park.Query("select priority, entry_date, value, entity from fact")));
        Assert.Equal([["2", "1", "x"], ["1", "2", "y"]], _park.Query("select priority, entry_number, resource from fact_resource order by resource"));
        Assert.Equal((2, 1L, 2L, 1L), (outcome.Resources, outcome.Facts, outcome.FactResources, outcome.Entities));
    }

    /// <summary>Each pair differs in one step of the order; the winner is given first and stands second in the file.</summary>
    [Theory]
    [InlineData("priority first", "2", "2019-01-01", "1", "a", "1", "2024-01-01", "9", "a")]
    [InlineData("then the later entry date", "1", "2024-01-01", "1", "a", "1", "2023-12-31", "9", "a")]
    [InlineData("then the greater entry number as text", "1", "2024-01-01", "9", "a", "1", "2024-01-01", "10", "a")]
    [InlineData("then the resource that has not ended", "1", "2024-01-01", "1", "current", "1", "2024-01-01", "1", "a-ended")]
    [InlineData("then the resource that ended later", "1", "2024-01-01", "1", "later-ended", "1", "2024-01-01", "1", "a-ended")]
    [InlineData("then the first resource", "1", "2024-01-01", "1", "a", "1", "2024-01-01", "1", "b")]
    public void Rival_values_are_ordered_by(
        string step, string priority, string date, string number, string resource, string otherPriority, string otherDate, string otherNumber, string otherResource)
    {
        _park.Folder.Write("resource.csv", "resource,end-date", "a-ended,2020-01-01", "later-ended,2021-01-01", "later-ended,2019-01-01", "current,");
        _park.With(
            new(1, "name", "loser", otherPriority, otherDate, otherNumber, otherResource),
            new(1, "name", "winner", priority, date, number, resource));
        _park.Create();
        Assert.True(_park.Value("select name from entity") == "winner", step);
    }

    [Fact]
    public void Rival_values_that_tie_in_all_else_are_ordered_by_fact()
    {
        _park.With(new(1, "name", "second", Fact: "b"), new FactRow(1, "name", "first", Fact: "a"));
        _park.Create();
        Assert.Equal("first", _park.Value("select name from entity"));
    }

    [Fact]
    public void Missing_value_is_null_where_a_neighbour_in_the_window_has_one_and_blank_where_none_has()
    {
        _park.With(
            new(1, "name", "has a name"),
            new(2, "reference", "has none"),
            new(100_001, "reference", "begins the next window"),
            new(100_002, "reference", "is in it too"));
        _park.Create();
        Assert.Equal([["1", "has a name"], ["2", null], ["100001", ""], ["100002", ""]], _park.Query("select entity, name from entity"));
        Assert.Equal([["1", null], ["2", "has none"], ["100001", "begins the next window"], ["100002", "is in it too"]], _park.Query("select entity, reference from entity"));
    }

    [Fact]
    public void Entity_that_begins_a_window_as_the_greatest_is_kept()
    {
        _park.With(new(1, "name", "a"), new FactRow(200_001, "name", "b"));
        _park.Create();
        Assert.Equal([["1"], ["200001"]], _park.Query("select entity from entity"));
    }

    [Theory]
    [InlineData("1", "some")]
    [InlineData("2", "authoritative")]
    [InlineData("3", "else")]
    public void Quality_follows_the_greatest_priority_of_any_fact(string greatest, string quality)
    {
        // The rows of greatest priority lose their field to nobody, but quality would count them even if they did.
        _park.With(new(1, "name", "a", "1"), new FactRow(1, "reference", "r", greatest));
        _park.Create();
        Assert.Equal(quality, _park.Value("select quality from entity"));
    }

    [Fact]
    public void Point_is_found_for_a_geometry_and_a_given_one_is_kept()
    {
        _park.With(
            new(1, "geometry", "G1"),
            new(2, "geometry", "G2"),
            new(2, "point", "P2"),
            new(3, "geometry", "G3"),
            new(3, "point", ""),
            new(4, "name", "nowhere"));
        _park.Create();
        Assert.Equal([["POINT OF G1"], ["P2"], ["POINT OF G3"], [null]], _park.Query("select point from entity"));
    }

    [Fact]
    public void Geometry_that_is_not_one_fails_the_run_and_names_the_entity()
    {
        _park.Centroid = _ => throw new RunFailedException("This is not WKT.");
        _park.With(new FactRow(17, "geometry", "?"));
        var error = Assert.Throws<RunFailedException>(() => _park.Create());
        Assert.Equal("The entity 17 cannot be given a point. This is not WKT.", error.Message);
    }

    [Fact]
    public void Json_has_the_fields_without_a_column_in_order_and_no_organisation()
    {
        _park.With(
            new(1, "notes", "a \"b\" \\ / <é>\n\u0001"),
            new(1, "designation-date", ""),
            new(1, "organisation", "nobody"),
            new(1, "quality", "not heard"),
            new(1, "organisation-entity", "9"));
        _park.Create();
        Assert.Equal(
            ["""{"designation-date":"","notes":"a \"b\" \\ / <é>\n\u0001"}""", "some", null],
            Assert.Single(_park.Query("select json, quality, organisation_entity from entity")));
    }

    [Theory]
    [InlineData("local-authority:AAA", "600")]
    [InlineData("local-authority:aaa", null)]
    [InlineData("local-authority:BBB", null)]
    [InlineData("unknown", null)]
    public void Organisation_entity_is_found_by_the_exact_name_and_is_a_plain_number(string organisation, string? entity)
    {
        _park.With(new FactRow(1, "organisation", organisation));
        _park.Create();
        Assert.Equal(entity, _park.Value("select organisation_entity from entity"));
    }

    [Fact]
    public void Organisation_with_two_entities_fails_the_run_only_where_it_is_needed()
    {
        _park.Folder.Write("organisation.csv", "organisation,entity", "a,1", "b,2", "b,3");
        _park.With(new FactRow(1, "organisation", "a"));
        _park.Create();
        _park.With(new FactRow(1, "organisation", "b"));
        Assert.Throws<RunFailedException>(() => _park.Create());
    }

    public void Dispose() => _park.Dispose();
}
