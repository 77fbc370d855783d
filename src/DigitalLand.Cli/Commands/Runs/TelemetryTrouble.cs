using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace DigitalLand.Cli.Commands.Runs;

/// <summary>Hears what OpenTelemetry tells only its own event sources: that a collector does not answer, or an address is none. What it has said it does not say again for an hour.</summary>
internal sealed class TelemetryTrouble : EventListener
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, long> _said = new(StringComparer.Ordinal);
    private readonly Action<string> _trouble;
    private readonly TimeProvider _clock;
    private readonly bool _isReady;

    public TelemetryTrouble(Action<string> trouble, TimeProvider clock)
    {
        (_trouble, _clock) = (trouble, clock);

        // The sources that there are already were announced by the base class, when nothing could be said yet.
        _isReady = true;
        foreach (var source in EventSource.GetSources())
        {
            Listen(source);
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (_isReady)
        {
            Listen(eventSource);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var values = eventData.Payload?.ToArray() ?? [];
        var text = eventData.Message is { } message ? string.Format(CultureInfo.InvariantCulture, message, values) : string.Join(' ', values);

        // What follows the first line is a trace of the stack.
        var sentence = text.Split('\n')[0].TrimEnd();
        var now = _clock.GetTimestamp();
        if (!_said.TryGetValue(sentence, out var last) || _clock.GetElapsedTime(last, now) > SayAgain)
        {
            _said[sentence] = now;
            _trouble(sentence);
        }
    }

    private void Listen(EventSource source)
    {
        if (source.Name.StartsWith("OpenTelemetry-", StringComparison.Ordinal))
        {
            EnableEvents(source, EventLevel.Error);
        }
    }
}
