using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class MigratePhaseTests
{
    private static readonly Dictionary<string, string> Migrations = new() { ["reference"] = "SiteReference", ["hectares"] = "Hectares" };

    [Fact]
    public void A_field_takes_the_value_of_its_older_field_even_when_that_is_blank()
    {
        Assert.Equal(["reference=old"], Migrate(["name"], "SiteReference|reference", "old|new"));
        Assert.Equal(["reference="], Migrate(["name"], "SiteReference|reference", "|new"));
    }

    [Fact]
    public void Without_the_older_field_its_own_value_stays()
    {
        Assert.Equal(["reference=new"], Migrate(["name"], "reference|SiteReference", "new"));
        Assert.Equal(["hectares=1"], Migrate(["hectares"], "hectares", "1"));
    }

    [Fact]
    public void Fields_of_the_schema_and_the_four_of_an_entity_stay_and_all_others_go() => Assert.Equal(
        ["entity=1|name=n|organisation=o|prefix=p|reference=r"],
        Migrate(["name"], "name|x|entity|organisation|prefix|reference", "n|x|1|o|p|r"));

    [Fact]
    public void Absent_fields_stay_absent() => Assert.Equal(["name=n"], Migrate(["name", "notes"], "name|notes", "n"));

    [Fact]
    public void Two_coordinates_are_a_point_in_place_of_any_other()
    {
        Assert.Equal(["point=POINT(-1.5 53.8)"], Migrate(["point"], "GeoX|GeoY", "-1.5|53.8"));
        Assert.Equal(["point=POINT(-1.5 53.8)"], Migrate(["point"], "GeoX|GeoY|point", "-1.5|53.8|POINT (0 0)"));
    }

    [Theory]
    [InlineData("-1.5|")]
    [InlineData("|53.8")]
    [InlineData("-1.5")]
    public void One_coordinate_is_none(string cells) => Assert.Equal([""], Migrate(["point"], "GeoX|GeoY", cells));

    [Fact]
    public void A_schema_without_points_gets_none() => Assert.Equal(["name=n"], Migrate(["name"], "GeoX|GeoY|name", "1|2|n"));

    private static string[] Migrate(string[] fields, string columns, params string[] lines) =>
        [.. new MigratePhase(fields, Migrations).Process(Entries.Of(columns, lines)).Select(Entries.ShowSorted)];
}
