using System.Diagnostics.Metrics;
using System.Globalization;
using DigitalLand.Core.Files;

namespace DigitalLand.Core.Progress;

/// <summary>
/// The signs of life of a process that is a task of a workflow, in a file that its worker looks at: written at most once a second, and only when <see cref="WorkMeter"/> has moved since
/// the last one, so that a process that hangs falls silent. The first beat promises more; what ends the process in good order takes the promise back with the file.
/// </summary>
public sealed class Heartbeat : IDisposable
{
    /// <summary>Names the file.</summary>
    public const string Variable = "DIGITAL_LAND_HEARTBEAT";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly WorkDone _work = new();
    private readonly MeterListener _listener = new();
    private readonly ITimer _timer;
    private readonly Lock _writing = new();
    private long _told;
    private long _beats;
    private bool _hasEnded;

    /// <param name="meter">Another one than <see cref="WorkMeter.Name"/> in a test, where the process works on other things too.</param>
    public Heartbeat(string path, TimeProvider clock, string meter = WorkMeter.Name)
    {
        _path = path;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _work.Take(instrument, value, tags));
        _listener.Start();
        _timer = clock.CreateTimer(_ => Beat(), state: null, Interval, Interval);
    }

    /// <summary>The heartbeat that the environment asks for; null where this is no task of a workflow.</summary>
    public static Heartbeat? FromEnvironment(TimeProvider clock) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? new Heartbeat(path, clock) : null;

    /// <summary>The last beat that a process left at a place; null where it has promised none.</summary>
    public static Beat? Read(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path).Split('\t', 2) is [var number, var progress]
                ? new Beat(long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), progress)
                : null;
        }
        catch (IOException)
        {
            // Taken back meanwhile.
            return null;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _listener.Dispose();
        lock (_writing)
        {
            _hasEnded = true;
            TakeBack();
        }
    }

    private void Beat()
    {
        var version = _work.Version;
        lock (_writing)
        {
            if (_hasEnded || (version == _told && !_work.IsWaiting))
            {
                return;
            }

            _told = version;
            _beats++;
            try
            {
                AtomicFile.WriteAllBytes(_path, System.Text.Encoding.UTF8.GetBytes($"{_beats}\t{_work}"));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A full disk must not end the work; and what cannot beat must promise nothing.
                TakeBack();
            }
        }
    }

    private void TakeBack()
    {
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }
}

/// <summary>A sign of life.</summary>
/// <param name="Number">Larger than those of the process before it.</param>
/// <param name="Progress">How far the work is, for a person.</param>
public readonly record struct Beat(long Number, string Progress);
