using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Runs;

/// <summary>All that a worker needs to know of a task to run an attempt, and the queue to judge its end.</summary>
/// <param name="Words">The program and its arguments.</param>
/// <param name="Environment">Variables beside the worker's.</param>
/// <param name="Timeout">Of one attempt.</param>
/// <param name="Retries">What is tried again.</param>
/// <param name="KeepsOutput">Whether another task reads the last line of its standard output as a list.</param>
/// <param name="IsShortCircuit">Whether exit code <see cref="CommandAction.ClosedExitCode"/> means closed instead of failed.</param>
/// <param name="StalledAfter">The longest silence of an attempt that gives signs of life; null for the worker's default.</param>
public sealed record TaskWork(
    IReadOnlyList<string> Words,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout,
    RetryPolicy Retries,
    bool KeepsOutput,
    bool IsShortCircuit,
    TimeSpan? StalledAfter = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TaskWork))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class RunJson : JsonSerializerContext;
