using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Tests;

/// <summary>Workflows for tests, in few words.</summary>
internal static class Flow
{
    public static Workflow Of(string name, params WorkflowTask[] tasks) =>
        WorkflowJson.WithVersion(new Workflow { Name = name, Environment = "development", Tasks = tasks });

    public static Workflow Anew(this Workflow workflow) => WorkflowJson.WithVersion(workflow);

    public static WorkflowTask Task(string name, params string[] needs) => new() { Name = name, Needs = needs, Action = Command("work", name), Retries = RetryPolicy.None };

    public static WorkflowTask AllDone(this WorkflowTask task) => task with { When = When.AllDone };

    public static CommandAction Command(params string[] words) => new([.. words.Select(TextTemplate.Parse)], []);

    public static RetryPolicy Retry(FailureCause cause, int times, int seconds = 30) => new() { Limits = [new(cause, times)], Backoff = TimeSpan.FromSeconds(seconds) };

    public static WorkflowCatalogue Catalogue(params Workflow[] workflows) => new(
        "development",
        [.. workflows],
        new Dictionary<string, int>(StringComparer.Ordinal),
        1000,
        []);
}
