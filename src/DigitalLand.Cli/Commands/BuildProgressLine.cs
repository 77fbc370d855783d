using DigitalLand.Datasets.Builder;

namespace DigitalLand.Cli.Commands;

/// <summary>Says on standard error, every few seconds and not in the first two, what a build does and how far it is.</summary>
internal sealed class BuildProgressLine(Surroundings surroundings) : IProgress<BuildStep>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly long _started = surroundings.Clock.GetTimestamp();
    private TimeSpan _said;
    private TimeSpan _stepStarted;
    private string _what = "";

    public void Report(BuildStep value)
    {
        var elapsed = surroundings.Clock.GetElapsedTime(_started);
        if (value.What != _what)
        {
            _what = value.What;
            _stepStarted = elapsed;
        }

        if (elapsed - _said < Interval)
        {
            return;
        }

        _said = elapsed;
        surroundings.Error.WriteLine(value.Done == 0 ? value.What : Far(value, elapsed - _stepStarted));
    }

    private static string Far(BuildStep step, TimeSpan elapsed)
    {
        var left = elapsed / step.Done * (step.Total - step.Done);
        return $"{step.Done} of {step.Total} {step.What}, {step.Done / elapsed.TotalSeconds:0.0} a second, about {left:h\\:mm\\:ss} left";
    }
}
