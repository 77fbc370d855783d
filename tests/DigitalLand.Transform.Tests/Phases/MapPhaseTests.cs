using DigitalLand.Core.Logs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class MapPhaseTests
{
    private readonly ColumnFieldLog _log = new("park", "R");

    [Fact]
    public void A_column_called_like_a_field_is_that_field() =>
        Assert.Equal(["name=2|SiteReference=1"], Map(["SiteReference", "name"], [], "Site Reference|Näme|NAME", "1|x|2"));

    [Fact]
    public void Other_columns_vanish()
    {
        Assert.Equal(["name=n"], Map(["name"], [], "x|name|y", "1|n|2"));
        Assert.Equal([("name", "name")], _log.Mappings);
    }

    [Fact]
    public void A_rule_beats_a_column_that_is_called_like_its_field()
    {
        Assert.Equal(["geometry=POINT"], Map(["geometry"], [("wkt", "geometry")], "geometry|WKT", "real|POINT"));
        Assert.Equal([("WKT", "geometry")], _log.Mappings);
    }

    [Fact]
    public void Only_a_field_in_its_normalised_spelling_is_shut_out_by_a_rule_for_it() =>
        Assert.Equal(["SiteReference=own"], Map(["SiteReference"], [("ref", "SiteReference")], "Ref|site reference", "ruled|own"));

    [Fact]
    public void Of_two_columns_for_one_field_the_later_in_code_point_order_wins_even_when_blank()
    {
        Assert.Equal(["One=1"], Map([], [("une", "One"), ("ein", "One")], "une|ein", "1|2"));
        Assert.Equal(["One="], Map([], [("une", "One"), ("ein", "One")], "une|ein", "|2"));
        Assert.Equal([("ein", "One"), ("une", "One"), ("ein", "One"), ("une", "One")], _log.Mappings);
    }

    [Fact]
    public void Columns_by_rule_come_first_and_each_kind_in_code_point_order()
    {
        Assert.Equal(["x=4|y=2|b=1|name=3"], Map(["b", "name"], [("z", "y"), ("A", "none"), ("c", "x")], "b|z|name|C", "1|2|3|4"));
        Assert.Equal([("C", "x"), ("z", "y"), ("b", "b"), ("name", "name")], _log.Mappings);
    }

    [Fact]
    public void A_column_to_ignore_is_logged_and_dropped()
    {
        Assert.Equal(["name=n"], Map(["name", "notes"], [("notes", "IGNORE")], "name|notes", "n|x"));
        Assert.Equal([("notes", "IGNORE"), ("name", "name")], _log.Mappings);
    }

    [Fact]
    public void Of_two_fields_with_one_normalised_name_the_last_counts() => Assert.Equal(["b_c=1"], Map(["b-c", "b_c"], [], "B C|b-c", "x|1"));

    [Fact]
    public void Columns_that_the_first_entry_lacks_are_lost_and_cells_that_a_later_one_lacks_are_blank()
    {
        Assert.Equal(["a=1", "a=2"], Map(["a", "b"], [], "a|b", "1", "2|3"));
        Assert.Equal(["a=1|b=2", "a=3|b="], Map(["a", "b"], [], "a|b", "1|2", "3"));
    }

    [Fact]
    public void A_mapping_that_came_out_empty_is_made_again_for_the_next_entry()
    {
        Assert.Equal(["", "a=1", "a=3"], Map(["a"], [], "x|a", "0", "0|1", "2|3"));
        Assert.Equal([("a", "a")], _log.Mappings);
    }

    [Fact]
    public void A_mapping_to_nothing_but_ignored_columns_is_a_mapping()
    {
        Assert.Equal(["", ""], Map(["a"], [("x", "IGNORE")], "x|a", "0", "0|1"));
        Assert.Equal([("x", "IGNORE")], _log.Mappings);
    }

    [Fact]
    public void GeoX_wins_over_an_Easting_for_the_same_field_and_GeoY_over_a_Northing()
    {
        Assert.Equal(
            ["GeoX=-1.5|GeoY=53"],
            Map(["GeoX", "GeoY"], [("easting", "GeoX"), ("northing", "GeoY"), ("geox", "GeoX"), ("geoy", "GeoY")], "Easting|Northing|GeoX|GeoY", "400000|300000|-1.5|53"));
        Assert.Equal([("Easting", "GeoX"), ("Northing", "GeoY"), ("GeoX", "GeoX"), ("GeoY", "GeoY")], _log.Mappings);
    }

    [Fact]
    public void Other_spellings_of_them_keep_the_order_of_the_columns() =>
        Assert.Equal(["GeoX=400000"], Map(["GeoX"], [("easting", "GeoX"), ("geox", "GeoX")], "easting|GeoX", "400000|-1.5"));

    [Fact]
    public void Without_entries_nothing_is_logged()
    {
        Assert.Empty(Map(["a"], [], "a"));
        Assert.Empty(_log.Mappings);
    }

    private string[] Map(string[] fields, (string Column, string Field)[] rules, string columns, params string[] lines) =>
        Entries.Show(new MapPhase(fields, new(rules.Select(rule => KeyValuePair.Create(rule.Column, rule.Field))), _log).Process(Entries.Of(columns, lines)));
}
