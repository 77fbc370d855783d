using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Store;

namespace DigitalLand.Orchestration.Runs;

/// <summary>The list of a fan-out, read once for a run.</summary>
internal static class FanOut
{
    /// <exception cref="RunFailedException">There is no list where the definition says.</exception>
    public static async Task<IReadOnlyList<JsonElement>> ReadAsync(StoreSession session, ForEach list, OpenRun run, Workflow workflow, string folder) => list switch
    {
        ForEachValue values => [.. values.Values.Select(value => JsonSerializer.SerializeToElement(value.Fill(run.Values(workflow, item: null).Of), RunJson.Default.String))],
        ForEachOutput output => Items(
            await session.FirstAsync("select output from task where run = @run and name = @name and item = -1", row => row.TextOrNull(0), ("run", run.Id), ("name", output.Task)) ?? "",
            $"the last line that '{output.Task}' wrote to standard output",
            ""),
        ForEachFile file => await FromFileAsync(Path.Combine(folder, file.Path.Fill(run.Values(workflow, item: null).Of)), file.ListPointer, session.Cancel),
        _ => throw new RunFailedException("Nothing is known of such a list: use a newer program."),
    };

    private static async Task<IReadOnlyList<JsonElement>> FromFileAsync(string path, string pointer, CancellationToken cancel)
    {
        try
        {
            return Items(await File.ReadAllTextAsync(path, cancel), $"'{path}'", pointer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFailedException($"The list of a fan-out cannot be read: {error.Message}", error);
        }
    }

    private static IReadOnlyList<JsonElement> Items(string json, string where, string pointer)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var element = document.RootElement;
            foreach (var step in pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
                {
                    throw new RunFailedException($"There is no '{step}' in {where}, which should hold the list of a fan-out.");
                }
            }

            return element.ValueKind == JsonValueKind.Array
                ? [.. element.EnumerateArray().Select(item => item.Clone())]
                : throw new RunFailedException($"A fan-out wants a JSON list in {where}; there is a {element.ValueKind}.");
        }
        catch (JsonException error)
        {
            throw new RunFailedException($"A fan-out wants a JSON list in {where}: {error.Message}", error);
        }
    }
}
