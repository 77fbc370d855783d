using System.Net;
using DigitalLand.Core;
using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class CountLpaBoundaryTests : IDisposable
{
    private const string Square = "POLYGON((0 0,10 0,10 10,0 10,0 0))";

    private readonly BuiltFile _file = new();

    public CountLpaBoundaryTests()
    {
        _file.Platform.Boundary("E1", Square);
        _file.Entity(1, geometry: "MULTIPOLYGON(((1 1,2 1,2 2,1 1)))")
            .Entity(2, geometry: "MULTIPOLYGON(((9 9,12 9,12 12,9 9)))", point: "POINT (9.5 9.3)")
            .Entity(3, geometry: null, point: "POINT (5 5)", organisation: "102")
            .Entity(4, geometry: "", point: "POINT (50 50)", organisation: "102")
            .Entity(5, geometry: "", point: "POINT (0 5)", organisation: null)
            .Entity(6, geometry: "MULTIPOLYGON(((8 8,20 8,20 20,8 8)))")
            .Entity(7, geometry: "MULTIPOLYGON EMPTY")
            .Entity(8, geometry: "", point: null);
    }

    /// <summary>Entity 7 cannot be read, which counts as yes; entity 8 is nowhere.</summary>
    [Theory]
    [InlineData("within", "1, 3, 7")]
    [InlineData("intersects", "1, 2, 3, 5, 6, 7")]
    [InlineData("not_intersects", "4")]
    [InlineData("centroid_within", "1, 2, 3, 7")]
    public async Task Entities_are_counted_by_their_relation_to_the_boundary(string relation, string entities)
    {
        var outcome = await _file.OutcomeAsync("count_lpa_boundary", $$"""{"lpa": "E1", "expected": 0, "geometric_relation": "{{relation}}"}""");
        var count = entities.Split(',').Length;
        Assert.False(outcome.Passed);
        Assert.Equal($"there were {count} entities found", outcome.Result.Message);
        Assert.Equal($$"""{"actual": {{count}}, "expected": 0, "entities": [{{entities}}]}""", outcome.DetailsJson());
    }

    [Theory]
    [InlineData("\"101\"", "1, 2, 6, 7")]
    [InlineData("102", "3")]
    [InlineData("null", "1, 2, 3, 5, 6, 7")]
    [InlineData("0", "1, 2, 3, 5, 6, 7")]
    public async Task Entities_of_one_organisation_are_counted(string organisation, string entities)
    {
        var outcome = await _file.OutcomeAsync("count_lpa_boundary", $$"""{"lpa": "E1", "expected": 0, "organisation_entity": {{organisation}}, "geometric_relation": "intersects"}""");
        Assert.Contains($"[{entities}]", outcome.DetailsJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("equals_to", 3, true)]
    [InlineData("not_equal_to", 3, false)]
    [InlineData("greater_than", 2, true)]
    [InlineData("greater_than_or_equal_to", 4, false)]
    [InlineData("less_than", 3, false)]
    [InlineData("less_than_or_equal_to", 3, true)]
    public async Task The_count_is_compared_by_the_rule(string rule, int expected, bool passed)
    {
        var outcome = await _file.OutcomeAsync("count_lpa_boundary", $$"""{"lpa": "E1", "expected": {{expected}}, "comparison_rule": "{{rule}}"}""");
        Assert.Equal(passed, outcome.Passed);
    }

    [Fact]
    public async Task A_boundary_that_cannot_be_read_holds_everything()
    {
        _file.Platform.Boundary("E2", "nowhere");
        Assert.Contains("\"actual\": 7,", (await _file.OutcomeAsync("count_lpa_boundary", """{"lpa": "E2", "expected": 0}""")).DetailsJson(), StringComparison.Ordinal);
        Assert.Contains("\"actual\": 0,", (await _file.OutcomeAsync("count_lpa_boundary", """{"lpa": "E2", "expected": 0, "geometric_relation": "not_intersects"}""")).DetailsJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boundary_that_the_platform_does_not_have_is_a_failure_that_says_so()
    {
        var outcome = await _file.OutcomeAsync("count_lpa_boundary", """{"lpa": "E9", "expected": 0}""");
        Assert.False(outcome.Passed);
        Assert.True(outcome.Result.IsUnanswered);
        Assert.Equal(
            "An error occurred when retrieving lpa geometry from platform 404 Client Error: Not Found for url: http://platform.test/curie/statistical-geography:E9.json",
            outcome.Result.Message);
        Assert.Equal("{}", outcome.DetailsJson());
    }

    [Theory]
    [InlineData("""{"entity": 1}""")]
    [InlineData("""{"geometry": null}""")]
    [InlineData("""["geometry"]""")]
    [InlineData("<html>")]
    public async Task An_answer_without_a_geometry_is_a_failure_that_says_so(string body)
    {
        _file.Platform.Answer("/curie/statistical-geography:E3.json", body);
        var outcome = await _file.OutcomeAsync("count_lpa_boundary", """{"lpa": "E3", "expected": 0}""");
        Assert.StartsWith("An error occurred when retrieving lpa geometry from platform The answer ", outcome.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_is_asked_once_for_each_boundary_and_again_where_it_stumbles()
    {
        _file.Clock = new HurriedClock(TimeSpan.FromMinutes(1));
        _file.Platform.Trouble.Enqueue(HttpStatusCode.ServiceUnavailable);
        _file.Platform.Trouble.Enqueue(HttpStatusCode.TooManyRequests);
        var rule = BuiltFile.Rule("count_lpa_boundary", """{"lpa": "E1", "expected": 3}""");
        var report = await _file.ReportAsync(rule, rule);
        Assert.Equal(2, report.PassedCount);
        Assert.Equal(3, _file.Platform.Asked.Count);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], ((HurriedClock)_file.Clock).Waits);
    }

    [Fact]
    public async Task A_service_that_stays_silent_is_not_asked_for_each_of_hundreds_of_rules()
    {
        _file.Clock = new HurriedClock(TimeSpan.FromMinutes(1));
        _file.Platform.Schedule = new RetrySchedule { Retries = 3 };
        for (var i = 0; i < 100; i++)
        {
            _file.Platform.Trouble.Enqueue(HttpStatusCode.BadGateway);
        }

        var report = await _file.ReportAsync([.. Enumerable.Range(0, 5).Select(i => BuiltFile.Rule("count_lpa_boundary", $$"""{"lpa": "E{{i}}", "expected": 3}"""))]);
        Assert.Equal(5, report.Failed.Count());
        Assert.Equal(4, _file.Platform.Asked.Count);
    }

    [Theory]
    [InlineData("""{"lpa": "E1"}""", "lacks the parameter 'expected'")]
    [InlineData("""{"lpa": "E1", "expected": 0, "colour": 1}""", "has the parameter 'colour', which count_lpa_boundary does not take")]
    [InlineData("""{"lpa": "E1", "expected": "0"}""", "has a 'expected' that is not a number")]
    [InlineData("""{"lpa": "E1", "expected": 0, "comparison_rule": "about"}""", "has the comparison_rule 'about'")]
    [InlineData("""{"lpa": "E1", "expected": 0, "geometric_relation": "near"}""", "has the geometric_relation 'near'")]
    [InlineData("""{"lpa": 1, "expected": 0}""", "has a 'lpa' that is not a text")]
    [InlineData("[]", "are not a JSON object")]
    [InlineData("{", "are not JSON")]
    public async Task Parameters_that_make_no_sense_stop_the_run(string parameters, string problem)
    {
        var error = await Assert.ThrowsAsync<RunFailedException>(() => _file.OutcomeAsync("count_lpa_boundary", parameters));
        Assert.Contains("'a rule'", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _file.Dispose();
}
