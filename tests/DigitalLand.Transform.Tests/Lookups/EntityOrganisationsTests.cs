using DigitalLand.Core;
using DigitalLand.Core.Configurations;
using DigitalLand.Testing;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Tests.Lookups;

public sealed class EntityOrganisationsTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Theory]
    [InlineData("9", null)]
    [InlineData("10", "A")]
    [InlineData("20", "A")]
    [InlineData("21", null)]
    [InlineData("30", "B")]
    public void Both_ends_of_a_range_belong_to_it(string entity, string? expected) => Assert.Equal(expected, Load("10,20,A", "30,30,B").Find(entity));

    [Fact]
    public void Of_overlapping_ranges_that_which_ends_first_counts_and_of_equal_ends_the_first_row()
    {
        var organisations = Load("1,100,wide", "10,20,narrow", "15,20,late", "18,18,point");
        Assert.Equal(["wide", "narrow", "narrow", "point", "wide"], new[] { "5", "10", "20", "18", "21" }.Select(organisations.Find));
    }

    [Fact]
    public void A_range_with_an_open_end_holds_nothing() => Assert.Null(Load(",20,A", "10,,B").Find("15"));

    [Fact]
    public void Random_ranges_are_found_as_by_looking_at_every_one()
    {
        var random = new Random(Datatypes.Seed.New());
        var ranges = Enumerable.Range(0, 60).Select(i => (Minimum: random.Next(100), Length: random.Next(-2, 30), Name: $"o{i}")).Select(r => (r.Minimum, Maximum: r.Minimum + r.Length, r.Name)).ToList();
        var organisations = Load([.. ranges.Select(range => $"{range.Minimum},{range.Maximum},{range.Name}")]);
        for (var entity = -1; entity < 140; entity++)
        {
            var expected = ranges.Where(range => range.Minimum <= entity && entity <= range.Maximum).OrderBy(range => range.Maximum).Select(range => range.Name).FirstOrDefault();
            Assert.Equal(expected, organisations.Find(entity.ToString()));
        }
    }

    [Fact]
    public void An_entity_that_is_no_number_fails_the_run() => Assert.Contains("'x'", Assert.Throws<RunFailedException>(() => Load().Find("x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_config_database_is_wrong_use()
    {
        var path = _folder.Write("config.sqlite3", "not a database at all, but long enough to be read as one");
        Assert.StartsWith($"'{path}' cannot be read as a config database", Assert.Throws<WrongUseException>(() => EntityOrganisations.Load(path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private EntityOrganisations Load(params string[] ranges)
    {
        _folder.Write("pipeline/entity-organisation.csv", ["entity-minimum,entity-maximum,organisation", .. ranges]);
        ConfigDatabase.Create(_folder["config.sqlite3"]);
        ConfigDatabase.Load(_folder["config.sqlite3"], _folder["pipeline"]);
        return EntityOrganisations.Load(_folder["config.sqlite3"]);
    }
}
