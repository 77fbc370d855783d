using System.Net;
using DigitalLand.Datasets.Expectations.Platform;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class CountDeletedEntitiesTests : IDisposable
{
    private readonly BuiltFile _file = new();

    public CountDeletedEntitiesTests() =>
        _file.Entity(1).Entity(2).Entity(3).Entity(4, organisation: "102").Fact(1, "aaa").Fact(2, "bbb").Fact(3, "old").Fact(4, "old");

    [Fact]
    public async Task An_entity_that_no_resource_of_today_speaks_of_is_counted()
    {
        _file.Platform.Resources("101,aaa", "102,bbb", "101,it's", ",ccc");
        var outcome = await _file.OutcomeAsync("count_deleted_entities", """{"organisation_entity":101,"expected":0}""");
        Assert.False(outcome.Passed);
        Assert.Equal("there were 2 entities found", outcome.Result.Message);
        Assert.Equal("""{"actual": 2, "expected": 0, "entities": [2, 3]}""", outcome.DetailsJson());
        Assert.Equal("""{"organisation_entity": 101, "expected": 0, "resources_cache": {"101": ["aaa", "it's"], "102": ["bbb"]}}""", outcome.ParametersJson());
    }

    [Fact]
    public async Task An_organisation_without_resources_has_lost_everything()
    {
        _file.Platform.Resources("101,aaa");
        var outcome = await _file.OutcomeAsync("count_deleted_entities", """{"organisation_entity":102,"expected":1}""");
        Assert.True(outcome.Passed);
        Assert.Equal("""{"actual": 1, "expected": 1, "entities": [4]}""", outcome.DetailsJson());
    }

    [Fact]
    public async Task Of_two_entities_with_one_reference_one_is_reported()
    {
        _file.Entity(10, reference: "same").Entity(11, reference: "same").Fact(10, "aaa").Fact(11, "aaa").Fact(1, "aaa2").Fact(2, "aaa2").Fact(3, "aaa2");
        _file.Platform.Resources("101,aaa", "101,aaa2");
        var outcome = await _file.OutcomeAsync("count_deleted_entities", """{"organisation_entity":101,"expected":0}""");
        Assert.Equal("there were 1 entities found", outcome.Result.Message);
    }

    [Fact]
    public async Task Datasette_is_asked_once_for_the_dataset()
    {
        _file.Platform.Resources("101,aaa");
        var rule = BuiltFile.Rule("count_deleted_entities", """{"organisation_entity":{{ organisation.entity }},"expected":0}""", "local-authority:AAA;local-authority:BBB");
        var report = await _file.ReportAsync(rule);
        Assert.Equal(["local-authority:AAA", "local-authority:BBB"], report.Outcomes.Select(outcome => outcome.Expectation.Organisation));
        var asked = Assert.Single(_file.Platform.Asked);
        Assert.StartsWith("http://datasette.test/digital-land.csv?sql=select ", asked, StringComparison.Ordinal);
        Assert.Contains("pipeline = 'park'", asked, StringComparison.Ordinal);
        Assert.EndsWith("&_size=max", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.OK)]
    public async Task Without_an_answer_the_expectation_is_a_failure_and_the_others_go_on(HttpStatusCode status)
    {
        _file.Platform.Trouble.Enqueue(status);
        var report = await _file.ReportAsync(
            BuiltFile.Rule("count_deleted_entities", """{"organisation_entity":101,"expected":0}"""),
            BuiltFile.Rule("check_columns", """{"expected": {"entity": ["name"]}}"""));
        Assert.Equal([false, true], report.Outcomes.Select(outcome => outcome.Passed));
        Assert.StartsWith("An error occurred when retrieving active resources from datasette", report.Outcomes[0].Result.Message, StringComparison.Ordinal);
        Assert.Equal("""{"organisation_entity": 101, "expected": 0}""", report.Outcomes[0].ParametersJson());
    }

    [Fact]
    public async Task A_run_that_waits_for_a_silent_service_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _file.Platform.Trouble.Enqueue(HttpStatusCode.BadGateway);
        var waiting = _file.Platform.Ask(new HurriedClock(TimeSpan.Zero)).ActiveResourcesAsync("park", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Waits_double_up_to_a_minute() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], new RetrySchedule().Delays.Select(delay => delay.TotalSeconds));

    public void Dispose() => _file.Dispose();
}
