using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DigitalLand.Orchestration.Logs;

/// <summary>One JSON object a line, for programs that collect logs: <c>timestamp</c>, <c>level</c>, <c>worker</c> and <c>message</c>, and of the rest what is known.</summary>
/// <param name="worker">Who says it.</param>
public sealed class JsonLog(TextWriter output, TimeProvider clock, string worker) : OperatorLog
{
    /// <summary>What is no markup in a log need not be escaped as if it were.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();

    public override void Write(LogEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", entry.Severity switch { Severity.Information => "information", Severity.Warning => "warning", _ => "error" });
            json.WriteString("worker", worker);
            Write(json, "duty", entry.Duty);
            Write(json, "workflow", entry.Workflow);
            Write(json, "run", entry.Run);
            Write(json, "task", entry.Task);
            Write(json, "attempt", entry.Attempt);
            Write(json, "from", entry.IsFromTask ? "task" : null);
            json.WriteString("message", entry.Message);
            json.WriteEndObject();
        }

        var line = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        lock (_lock)
        {
            output.WriteLine(line);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
