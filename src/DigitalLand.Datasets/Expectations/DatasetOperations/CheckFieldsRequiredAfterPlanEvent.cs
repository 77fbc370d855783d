using DigitalLand.Core;
using DigitalLand.Core.Text;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Expectations.DatasetOperations;

/// <summary>
/// Checks that plans whose timetable says that an event has happened have the fields that are required from then on. The timetable is another dataset's
/// SQLite file; where it is missing the check passes and says that it was skipped.
/// </summary>
internal sealed class CheckFieldsRequiredAfterPlanEvent(BuiltDataset dataset, TimeProvider clock) : IDatasetOperation
{
    /// <summary>Of several dates of one event the earliest counts.</summary>
    private const string PlansPastEvent =
        """
        SELECT e.reference, e.json, e.organisation_entity, min(json_extract(t.json, '$."actual-date"'))
        FROM plan_timetable.entity t JOIN main.entity e ON e.reference = json_extract(t.json, '$.plan')
        WHERE json_extract(t.json, '$."plan-event"') = ?1
          AND coalesce(json_extract(t.json, '$."actual-date"'), '') != '' AND json_extract(t.json, '$."actual-date"') < ?2
        GROUP BY e.entity
        """;

    public string Name => "check_fields_required_after_plan_event";

    public string[] Required => ["fields", "plan_timetable_path"];

    public string[] Optional => ["plan_event", "today"];

    public ValueTask<ExpectationResult> RunAsync(ExpectationParameters parameters, CancellationToken cancel) => ValueTask.FromResult(Run(parameters, cancel));

    private ExpectationResult Run(ExpectationParameters parameters, CancellationToken cancel)
    {
        var fields = parameters.Texts("fields");
        var path = parameters.Text("plan_timetable_path");
        var planEvent = parameters.Text("plan_event", "proposed-plan-consultation-start");
        var today = parameters.Text("today", clock.Today().ToString("yyyy-MM-dd"));
        if (fields.Length == 0)
        {
            throw parameters.Refusal("has no 'fields'");
        }

        if (!File.Exists(path))
        {
            var skipped = $"plan-timetable not available at '{path}', check skipped";
            return new ExpectationResult(Passed: true, skipped, new(StringComparer.Ordinal) { ["skipped"] = true, ["failures"] = Array.Empty<object>() }) { Remark = skipped };
        }

        var plans = Plans(path, planEvent, today, cancel);
        var failures = plans
            .SelectMany(plan => fields.Where(field => plan.Lacks(field)).Select(field => (Plan: plan, Field: field)))
            .OrderBy(failure => failure.Plan.Reference, CodePointComparer.Instance)
            .ThenBy(failure => failure.Field, CodePointComparer.Instance)
            .Select(failure => failure.Plan.Failure(failure.Field))
            .ToList();
        return new ExpectationResult(
            failures.Count == 0,
            $"{failures.Count} missing values found across {plans.Count} plans which have passed {planEvent}",
            new(StringComparer.Ordinal) { ["failures"] = failures, ["fields"] = fields, ["plan_event"] = planEvent, ["plans_past_event"] = plans.Count });
    }

    private List<Plan> Plans(string timetable, string planEvent, string today, CancellationToken cancel)
    {
        dataset.Database.Execute($"ATTACH DATABASE '{timetable.Replace("'", "''", StringComparison.Ordinal)}' AS plan_timetable");
        try
        {
            using var rows = dataset.Query(PlansPastEvent, planEvent, today);
            var plans = new List<Plan>();
            while (rows.Read())
            {
                cancel.ThrowIfCancellationRequested();
                plans.Add(Plan.Of(rows));
            }

            return plans;
        }
        finally
        {
            dataset.Database.Execute("DETACH DATABASE plan_timetable");
        }
    }

    private sealed record Plan(string Reference, OrderedDictionary<string, object?> Members, string? OrganisationEntity, string? ActualDate)
    {
        public static Plan Of(SqliteStatement row) => new(
            row.String(0) ?? "",
            PythonJson.Read(row.String(1) is { Length: > 0 } json ? json : "{}") as OrderedDictionary<string, object?> ?? [],
            row.String(2),
            row.String(3));

        public bool Lacks(string field) => Members.GetValueOrDefault(field) switch
        {
            null => true,
            string text => PythonText.Strip(text).Length == 0,
            _ => false,
        };

        public OrderedDictionary<string, object?> Failure(string field) => new(StringComparer.Ordinal)
        {
            ["organisation"] = Members.GetValueOrDefault("organisations") ?? "",
            ["organisation_entity"] = OrganisationEntity,
            ["reference"] = Reference,
            ["field"] = field,
            ["actual-date"] = ActualDate,
        };
    }
}
