using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Geometry.Relations;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class DuplicateGeometryTests : IDisposable
{
    private readonly BuiltFile _file = new();

    [Fact]
    public async Task Geometries_that_share_a_point_are_told_apart_by_how_much_they_share()
    {
        _file.Entity(9, Box(0, 0, 100, 100))
            .Entity(10, Box(0, 0, 100, 99), organisation: "102")
            .Entity(2, Box(10, 10, 20, 20), organisation: null)
            .Entity(3, Box(100, 0, 200, 100), organisation: "none")
            .Entity(4, Box(300, 0, 310, 10))
            .Entity(5, "POLYGON((300 0,310 10,310 0,300 10,300 0))")
            .Entity(6, "MULTIPOLYGON EMPTY")
            .Entity(7, "");
        var outcome = await Check("geometry");
        Assert.False(outcome.Passed);
        Assert.Equal("There are 1 complete matches, 2 single matches and 3 any matches in the dataset", outcome.Result.Message);
        Assert.Equal(
            """
            {"actual": 6, "expected": 0,
             "complete_matches": [{"entity_a": 9, "organisation_entity_a": 101, "entity_b": 10, "organisation_entity_b": 102}],
             "single_matches": [{"entity_a": 2, "organisation_entity_a": null, "entity_b": 10, "organisation_entity_b": 102}, {"entity_a": 2, "organisation_entity_a": null, "entity_b": 9, "organisation_entity_b": 101}],
             "any_matches": [{"entity_a": 3, "organisation_entity_a": "none", "entity_b": 10, "organisation_entity_b": 102}, {"entity_a": 3, "organisation_entity_a": "none", "entity_b": 9, "organisation_entity_b": 101}, {"entity_a": 4, "organisation_entity_a": 101, "entity_b": 5, "organisation_entity_b": 101}]}
            """.ReplaceLineEndings(""),
            outcome.DetailsJson());
        Assert.Equal("1 entities have a geometry that cannot be read; they were not compared.", outcome.Result.Remark);
    }

    [Fact]
    public async Task Equal_points_are_complete_matches()
    {
        _file.Entity(9, point: "POINT (1.5 2)").Entity(10, point: "POINT(1.50 2)").Entity(11, point: "POINT (1.5 2)").Entity(1, point: "POINT (0 -0)").Entity(2, point: "POINT (0 0)")
            .Entity(3, point: "POINT (7 7)").Entity(4, point: Box(0, 0, 1, 1)).Entity(5, point: null);
        var outcome = await Check("point");
        Assert.Equal("There are 4 complete matches in the dataset", outcome.Result.Message);
        Assert.Equal(
            """
            {"actual": 4, "expected": 0,
             "complete_matches": [{"entity_a": 1, "organisation_entity_a": 101, "entity_b": 2, "organisation_entity_b": 101}, {"entity_a": 10, "organisation_entity_a": 101, "entity_b": 11, "organisation_entity_b": 101}, {"entity_a": 9, "organisation_entity_a": 101, "entity_b": 10, "organisation_entity_b": 101}, {"entity_a": 9, "organisation_entity_a": 101, "entity_b": 11, "organisation_entity_b": 101}],
             "single_matches": [], "any_matches": []}
            """.ReplaceLineEndings(""),
            outcome.DetailsJson());
    }

    [Theory]
    [InlineData("point")]
    [InlineData("geometry")]
    public async Task Entities_in_places_of_their_own_pass(string field)
    {
        _file.Entity(1, Box(0, 0, 1, 1), "POINT (0.5 0.5)").Entity(2, Box(2, 2, 3, 3), "POINT (2.5 2.5)");
        var outcome = await Check(field);
        Assert.True(outcome.Passed);
        Assert.Equal("There are no duplicate geometries/points in the dataset", outcome.Result.Message);
        Assert.Equal("""{"actual": 0, "expected": 0, "complete_matches": [], "single_matches": [], "any_matches": []}""", outcome.DetailsJson());
    }

    [Fact]
    public async Task Nothing_is_written_into_the_dataset()
    {
        _file.Entity(1, Box(0, 0, 1, 1)).Entity(2, Box(0, 0, 1, 1));
        var before = await File.ReadAllBytesAsync(_file.Path, TestContext.Current.CancellationToken);
        await Check("geometry");
        Assert.Equal(before, await File.ReadAllBytesAsync(_file.Path, TestContext.Current.CancellationToken));
        Assert.Equal(["organisation.csv", "park.sqlite3"], Directory.GetFiles(_file.Folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Another_field_is_refused() => await Assert.ThrowsAsync<RunFailedException>(() => Check("geojson"));

    /// <summary>The oracle compares each pair by itself, without index, preparation and bounds.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_boxes_match_as_each_pair_by_itself(int seed)
    {
        var random = new Random(seed);
        var boxes = Enumerable.Range(0, 60).Select(_ => RandomBox(random)).ToArray();
        for (var i = 0; i < boxes.Length; i++)
        {
            _file.Entity(i, boxes[i]);
        }

        var outcome = await Check("geometry");
        using var reader = GeometryReader.Create();
        var geometries = boxes.Select(box => reader.Read(box)!).ToArray();
        var expected = new Dictionary<string, int>(StringComparer.Ordinal) { ["complete"] = 0, ["single"] = 0, ["any"] = 0 };
        for (var a = 0; a < boxes.Length; a++)
        {
            for (var b = a + 1; b < boxes.Length; b++)
            {
                if (geometries[a].SharedArea(geometries[b]) is { } shared)
                {
                    var (inA, inB) = (shared / geometries[a].Area() > 0.95, shared / geometries[b].Area() > 0.95);
                    expected[inA && inB ? "complete" : inA || inB ? "single" : "any"]++;
                }
            }
        }

        Array.ForEach(geometries, geometry => geometry.Dispose());
        Assert.True(expected.Values.All(count => count > 0), $"seed {seed} tries too little");
        Assert.Equal($"There are {expected["complete"]} complete matches, {expected["single"]} single matches and {expected["any"]} any matches in the dataset", outcome.Result.Message);
    }

    public void Dispose() => _file.Dispose();

    private Task<ExpectationOutcome> Check(string field) => _file.OutcomeAsync("duplicate_geometry_check", $$"""{"spatial_field":"{{field}}"}""");

    /// <summary>Many begin at the corners of a coarse grid, so that they touch, lie inside each other, or nearly cover each other.</summary>
    private static string RandomBox(Random random)
    {
        var (x, y) = (100 * random.Next(5), 100 * random.Next(5));
        return Box(x, y, x + (random.Next(3) switch { 0 => 100, 1 => 98, _ => random.Next(10, 300) }), y + (random.Next(3) == 0 ? 99 : 100));
    }

    private static string Box(int west, int south, int east, int north) =>
        string.Create(CultureInfo.InvariantCulture, $"MULTIPOLYGON((({west} {south},{east} {south},{east} {north},{west} {north},{west} {south})))");
}
