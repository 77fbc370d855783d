using DigitalLand.Core.Configurations;
using DigitalLand.Testing;
using DigitalLand.Transform.Lookups;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Tests.Phases;

public sealed class PriorityPhaseTests
{
    [Theory]
    [InlineData("1", "local-authority:A", 2, "local-authority:B")]
    [InlineData("1", "local-authority:B local-authority:A", 2, "local-authority:B")]
    [InlineData("1", "local-authority:B", 1, "local-authority:A")]
    [InlineData("1", "", 1, "local-authority:A")]
    [InlineData("9", "local-authority:A", 1, "local-authority:B")]
    public void A_provider_that_is_the_authority_weighs_more_and_another_authority_is_named(string entity, string providers, int priority, string organisation)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("entity-organisation.csv", "entity-minimum,entity-maximum,organisation", "1,5,local-authority:A");
        ConfigDatabase.Create(folder["config.sqlite3"]);
        ConfigDatabase.Load(folder["config.sqlite3"], folder.Path);
        var row = Process(EntityOrganisations.Load(folder["config.sqlite3"]), providers.Split(' ', StringSplitOptions.RemoveEmptyEntries), entity);
        Assert.Equal((priority, organisation), (row.Priority, row["organisation"]));
        Assert.Equal("of the entry", row.Organisation);
    }

    [Fact]
    public void Without_a_config_database_everything_weighs_the_same()
    {
        var row = Process(null, ["local-authority:A"], "not even a number");
        Assert.Equal((1, "local-authority:B"), (row.Priority, row["organisation"]));
    }

    private static Row Process(EntityOrganisations? authorities, string[] providers, string entity)
    {
        var row = Entries.Of("entity|organisation", $"{entity}|local-authority:B")[0];
        row.Organisation = "of the entry";
        return Assert.Single(new PriorityPhase(authorities, providers).Process([row]));
    }
}
