using System.Text.Json;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

/// <summary>The published schema and the reader know the same keys: the reader names those that it knows when it meets one that it does not.</summary>
public sealed class WorkflowSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(WorkflowSchema.Read()).RootElement;

    [Theory]
    [InlineData("", "name: a\nqqqqqqqqqqqqqqqqqqqqqqqq: 1\ntasks: [{name: a, run: x}]")]
    [InlineData("task", "name: a\ntasks:\n  - {name: a, run: x, environment: {}, qqqqqqqqqqqqqqqqqqqqqqqq: 1}")]
    [InlineData("group", "name: a\ntasks:\n  - tasks: [{name: a, run: x}]\n    qqqqqqqqqqqqqqqqqqqqqqqq: 1")]
    [InlineData("parameter", "name: a\nparameters: {p: {type: text, qqqqqqqqqqqqqqqqqqqqqqqq: 1}}\ntasks: [{name: a, run: x}]")]
    [InlineData("choices", "name: a\nparameters: {p: {type: choice, choices: {from: datasets, qqqqqqqqqqqqqqqqqqqqqqqq: 1}}}\ntasks: [{name: a, run: x}]")]
    [InlineData("schedule", "name: a\nschedule: {cron: 0 0 * * *, qqqqqqqqqqqqqqqqqqqqqqqq: 1}\ntasks: [{name: a, run: x}]")]
    [InlineData("concurrency", "name: a\nconcurrency: {qqqqqqqqqqqqqqqqqqqqqqqq: 1}\ntasks: [{name: a, run: x}]")]
    [InlineData("for-each", "name: a\ntasks: [{name: a, run: x, for-each: {values: [1], qqqqqqqqqqqqqqqqqqqqqqqq: 1}}]")]
    [InlineData("retries", "name: a\ntasks: [{name: a, run: x, retries: {qqqqqqqqqqqqqqqqqqqqqqqq: 1}}]")]
    [InlineData("defaults", "name: a\ndefaults: {qqqqqqqqqqqqqqqqqqqqqqqq: 1}\ntasks: [{name: a, run: x}]")]
    public void The_schema_has_the_keys_that_the_reader_knows(string definition, string text)
    {
        var problem = Assert.Single(Country.Problems(text));
        var known = problem[(problem.IndexOf("there are: ", StringComparison.Ordinal) + "there are: ".Length)..].TrimEnd('.').Split(", ");

        Assert.Equal(Keys(definition).Where(key => !ReadByItsKindOnly.Contains(key)).Order(StringComparer.Ordinal), known.Where(key => !ReadByItsKindOnly.Contains(key)).Order(StringComparer.Ordinal));
    }

    /// <summary>Keys that go with one kind of task and are unknown in others; 'tasks' makes it a group.</summary>
    private static readonly string[] ReadByItsKindOnly = ["tasks", "with", "time-zone", "container", "environment"];

    private static IEnumerable<string> Keys(string definition)
    {
        var schema = definition.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(definition);
        var properties = definition == "retries" ? schema.GetProperty("anyOf")[2] : schema;
        return properties.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }
}
