using DigitalLand.Core.Progress;

namespace DigitalLand.Orchestration.Workers;

/// <summary>
/// Watches the signs of life of one attempt. An attempt that gives none is never judged: whoever begins to beat promises to go on. Time is this process's monotonic clock, so that no
/// clock that is set can make an attempt look stalled.
/// </summary>
/// <param name="path">Where the signs are left.</param>
/// <param name="patience">A longer silence is too long.</param>
/// <param name="clock">The clock.</param>
internal sealed class BeatWatch(string path, TimeSpan patience, TimeProvider clock)
{
    private Beat? _last;
    private long _heard;

    /// <summary>How far the attempt is, as it last said; null where it has said nothing.</summary>
    public string? Progress { get; private set; }

    /// <summary>Looks once.</summary>
    /// <returns>Why the attempt has stalled, in one sentence; null where it has not.</returns>
    public string? Look()
    {
        var beat = Heartbeat.Read(path);
        if (beat != _last)
        {
            (_last, _heard) = (beat, clock.GetTimestamp());
            Progress = beat?.Progress ?? Progress;
        }

        return beat is not null && clock.GetElapsedTime(_heard) is var silence && silence > patience
            ? $"It gave no sign of progress for {TimeSpan.FromSeconds((long)silence.TotalSeconds):g}{(Progress is { Length: > 0 } ? $"; the last was: {Progress}" : "")}."
            : null;
    }
}
