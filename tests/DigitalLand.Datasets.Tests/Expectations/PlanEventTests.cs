using DigitalLand.Core;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class PlanEventTests : IDisposable
{
    private readonly BuiltFile _file = new();
    private readonly BuiltFile _timetable = new("plan-timetable.sqlite3");

    public PlanEventTests()
    {
        _file.Entity(1, reference: "b-plan", json: """{"organisations": "local-authority:EXE", "document-url": " ", "required-housing": null}""")
            .Entity(2, reference: "a-plan", organisation: null, json: """{"document-url": "http://x", "required-housing": 0}""")
            .Entity(3, reference: "not-yet", json: "{}")
            .Entity(4, reference: "empty", json: null);
        Event(1, "b-plan", "2025-01-01");
        Event(2, "b-plan", "2024-12-12");
        Event(3, "a-plan", "2026-08-20");
        Event(4, "not-yet", "2026-08-21");
        Event(5, "empty", "");
        _timetable.Entity(6, json: """{"plan": "empty", "plan-event": "another-event", "actual-date": "2020-01-01"}""");
    }

    [Fact]
    public async Task Fields_are_required_of_plans_whose_event_has_passed()
    {
        var outcome = await Check("""["required-housing", "document-url", "period-end-date"]""");
        Assert.False(outcome.Passed);
        Assert.Equal("4 missing values found across 2 plans which have passed proposed-plan-consultation-start", outcome.Result.Message);
        Assert.Equal(
            """
            {"failures": [{"organisation": "", "organisation_entity": null, "reference": "a-plan", "field": "period-end-date", "actual-date": "2026-08-20"},
             {"organisation": "local-authority:EXE", "organisation_entity": "101", "reference": "b-plan", "field": "document-url", "actual-date": "2024-12-12"},
             {"organisation": "local-authority:EXE", "organisation_entity": "101", "reference": "b-plan", "field": "period-end-date", "actual-date": "2024-12-12"},
             {"organisation": "local-authority:EXE", "organisation_entity": "101", "reference": "b-plan", "field": "required-housing", "actual-date": "2024-12-12"}],
             "fields": ["required-housing", "document-url", "period-end-date"], "plan_event": "proposed-plan-consultation-start", "plans_past_event": 2}
            """.ReplaceLineEndings(""),
            outcome.DetailsJson());
    }

    [Fact]
    public async Task Another_day_and_another_event_can_be_named()
    {
        Assert.Contains("\"plans_past_event\": 3", (await Check("""["x"]""", """, "today": "2026-08-22" """)).DetailsJson(), StringComparison.Ordinal);
        Assert.Contains("across 1 plans which have passed another-event", (await Check("""["x"]""", """, "plan_event": "another-event" """)).Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rules_attach_the_timetable_one_after_the_other()
    {
        var rule = BuiltFile.Rule("check_fields_required_after_plan_event", $$"""{"fields": ["x"], "plan_timetable_path": "{{_timetable.Path}}"}""");
        Assert.Equal(2, (await _file.ReportAsync(rule, rule)).Failed.Count());
    }

    [Fact]
    public async Task Without_a_timetable_the_check_passes_and_says_that_it_was_skipped()
    {
        var outcome = await _file.OutcomeAsync("check_fields_required_after_plan_event", """{"fields":["x"],"plan_timetable_path":"nowhere.sqlite3"}""");
        Assert.True(outcome.Passed);
        Assert.Equal("""{"skipped": true, "failures": []}""", outcome.DetailsJson());
        Assert.Contains("skipped", outcome.Result.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_fields_the_rule_is_refused() => await Assert.ThrowsAsync<RunFailedException>(() => Check("[]"));

    [Fact]
    public async Task A_timetable_that_is_none_stops_the_run_with_a_sentence()
    {
        var path = _file.Folder.Write("broken.sqlite3", "not a database at all, but long enough to be looked at as one");
        var error = await Assert.ThrowsAsync<RunFailedException>(() =>
            _file.OutcomeAsync("check_fields_required_after_plan_event", $$"""{"fields":["x"],"plan_timetable_path":"{{path}}"}"""));
        Assert.Contains("'a rule' cannot be checked", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _file.Dispose();
        _timetable.Dispose();
    }

    private void Event(long entity, string plan, string date) =>
        _timetable.Entity(entity, json: $$"""{"plan": "{{plan}}", "plan-event": "proposed-plan-consultation-start", "actual-date": "{{date}}"}""");

    private Task<DigitalLand.Datasets.Expectations.ExpectationOutcome> Check(string fields, string more = "") =>
        _file.OutcomeAsync("check_fields_required_after_plan_event", $$"""{"fields": {{fields}}, "plan_timetable_path": "{{_timetable.Path}}"{{more}}}""");
}
