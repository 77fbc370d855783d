namespace DigitalLand.Cli.Expect;

/// <summary>Says on standard error, every few seconds and not in the first two, how many expectations are checked.</summary>
internal sealed class ExpectProgressLine(Surroundings surroundings) : IProgress<(int Done, int Total)>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly long _started = surroundings.Clock.GetTimestamp();
    private TimeSpan _said;

    public void Report((int Done, int Total) value)
    {
        var elapsed = surroundings.Clock.GetElapsedTime(_started);
        if (elapsed - _said < Interval || value.Done == value.Total)
        {
            return;
        }

        _said = elapsed;
        var left = elapsed / value.Done * (value.Total - value.Done);
        surroundings.Error.WriteLine($"{value.Done} of {value.Total} expectations, {value.Done / elapsed.TotalSeconds:0.0} a second, about {left:h\\:mm\\:ss} left");
    }
}
