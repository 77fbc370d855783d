using DigitalLand.Core.Progress;
using Spectre.Console;

namespace DigitalLand.Cli.Night;

/// <summary>Shows a person how the night goes, while it goes.</summary>
internal static class NightProgress
{
    /// <summary>
    /// Runs the work and shows its steps on <paramref name="error"/>: as living bars when that is a terminal of a person who has not
    /// asked for NO_COLOR, otherwise one plain line whenever a stage is done with a collection.
    /// </summary>
    public static Task<T> ShowAsync<T>(TextWriter error, Func<IProgress<NightStep>, Task<T>> work) =>
        IsTerminal(error) ? ShowLiveAsync(error, work) : work(new PlainNightProgress(error));

    /// <summary>Only the process's own standard error can be a terminal; a writer that a test hands in never is.</summary>
    private static bool IsTerminal(TextWriter error) =>
        ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static Task<T> ShowLiveAsync<T>(TextWriter error, Func<IProgress<NightStep>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new LiveNightProgress(context)));
    }
}

/// <summary>One line for each stage of each collection, when it is done.</summary>
internal sealed class PlainNightProgress(TextWriter error) : IProgress<NightStep>
{
    private readonly Lock _gate = new();

    public void Report(NightStep value)
    {
        WorkMeter.Reach($"{value.What} to {value.Stage}", value.Done, value.Total);
        if (value.Done == value.Total)
        {
            lock (_gate)
            {
                error.WriteLine($"{value.Stage} {value.Collection}: {value.What} {value.Done} of {value.Total}");
            }
        }
    }
}

/// <summary>One bar for each stage of each collection, from the first step on.</summary>
internal sealed class LiveNightProgress(ProgressContext context) : IProgress<NightStep>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), ProgressTask> _bars = [];

    public void Report(NightStep value)
    {
        lock (_gate)
        {
            var key = (value.Stage, value.Collection);
            if (!_bars.TryGetValue(key, out var bar))
            {
                bar = _bars[key] = context.AddTask($"{value.Stage,-9} {Markup.Escape(value.Collection)}");
            }

            bar.MaxValue = Math.Max(1, value.Total);
            bar.IsIndeterminate = value.Total == 0 && value.Done < value.Total;
            bar.Value = value.Total == 0 ? 1 : value.Done;
        }
    }
}
