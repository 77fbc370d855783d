using System.Text.Json;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Plan;

/// <summary>
/// Reads the JSON file of one attempt, <c>log/&lt;date&gt;/&lt;endpoint&gt;.json</c>, which comes in several ages: old ones name
/// the time <c>datetime</c> and the URL <c>url</c>, new ones leave endpoint, bytes and content-type to be derived.
/// </summary>
public static class LogItem
{
    /// <exception cref="RunFailedException">The file is not a JSON object, or does not say which endpoint it is about.</exception>
    public static LogEntry Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement, path);
        }
        catch (JsonException error)
        {
            throw new RunFailedException($"The log file '{path}' is not JSON: {error.Message} Delete it, or fetch that day again.", error);
        }
    }

    /// <summary>Why the file does not lie where it belongs; null when it does. Such a file counts all the same.</summary>
    public static string? Misplaced(LogEntry entry, string path)
    {
        var day = Path.GetFileName(Path.GetDirectoryName(path)) ?? "";
        if (!entry.EntryDate.StartsWith(day, StringComparison.Ordinal))
        {
            return $"The log file '{path}' has the entry-date {entry.EntryDate}, which is not of its folder's day.";
        }

        return string.Equals(Path.GetFileName(path).Split('.')[0], entry.Endpoint, StringComparison.Ordinal)
            ? null
            : $"The log file '{path}' is about the endpoint {entry.Endpoint}, which is not its name.";
    }

    private static LogEntry Read(JsonElement item, string path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new RunFailedException($"The log file '{path}' is not a JSON object. Delete it, or fetch that day again.");
        }

        // The exact letter case counts: a server that writes content-length leaves bytes blank in log.csv, today as ever.
        var headers = item.TryGetProperty("response-headers", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var endpoint = Text(item, "endpoint") ?? (Text(item, "endpoint-url") ?? Text(item, "url")) switch
        {
            { } url => Sha256Hex.OfText(url),
            null => throw new RunFailedException($"The log file '{path}' has neither an endpoint nor an endpoint-url. Delete it, or fetch that day again."),
        };
        return new LogEntry(
            Text(item, "bytes") ?? Text(headers, "Content-Length") ?? "",
            Text(item, "content-type") ?? Text(headers, "Content-Type") ?? "",
            Text(item, "elapsed") ?? "",
            endpoint,
            Text(item, "resource") ?? "",
            Text(item, "status") ?? "",
            Text(item, "entry-date") ?? Text(item, "datetime") ?? "",
            Text(item, "start-date") ?? "",
            Text(item, "end-date") ?? "",
            Text(item, "exception") ?? "");
    }

    /// <summary>A member as Python's csv module would write it; null where it is missing.</summary>
    private static string? Text(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => "",
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => value.GetRawText(),
        };
    }
}
