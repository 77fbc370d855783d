using DigitalLand.Collection.Collect;

namespace DigitalLand.Cli.Commands;

/// <summary>Says on standard error, every few seconds and not in the first two, how far a collection is.</summary>
internal sealed class CollectProgressLine(Surroundings surroundings) : IProgress<CollectProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _speaking = new();
    private readonly long _started = surroundings.Clock.GetTimestamp();
    private TimeSpan _said;

    public void Report(CollectProgress value)
    {
        lock (_speaking)
        {
            var elapsed = surroundings.Clock.GetElapsedTime(_started);
            if (elapsed - _said < Interval || value.Done == value.Total)
            {
                return;
            }

            _said = elapsed;
            var left = elapsed / value.Done * (value.Total - value.Done);
            surroundings.Error.WriteLine($"{value.Done} of {value.Total} endpoints, {value.Done / elapsed.TotalSeconds:0.0} a second, about {left:h\\:mm\\:ss} left");
        }
    }
}
