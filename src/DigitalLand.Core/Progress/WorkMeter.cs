using System.Diagnostics.Metrics;

namespace DigitalLand.Core.Progress;

/// <summary>
/// What long loops tell of how far they are, once a batch: a meter that costs nothing while nobody listens. <see cref="Heartbeat"/> listens in a process that is a task of a workflow;
/// an exporter may.
/// </summary>
public static class WorkMeter
{
    public const string Name = "DigitalLand.Work";

    /// <summary>Tag of every measurement: what is counted, in the plural, or what is waited for.</summary>
    public const string What = "what";

    /// <summary>Tag of <see cref="Reached"/>.</summary>
    public const string Total = "total";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Done = Meter.CreateCounter<long>("digital_land.work.done", description: "Rows, files and the like that are done.");
    private static readonly Gauge<long> Reached = Meter.CreateGauge<long>("digital_land.work.reached", description: "The last of a known number of things that was reached.");
    private static readonly UpDownCounter<long> Waits = Meter.CreateUpDownCounter<long>("digital_land.work.waits", description: "Calls under way that cannot tell how far they are.");

    /// <summary>So many more are done.</summary>
    /// <param name="what">In the plural: rows, endpoints.</param>
    /// <param name="count">More than before.</param>
    public static void Add(string what, long count = 1) => Done.Add(count, new KeyValuePair<string, object?>(What, what));

    /// <summary>So many of a known number are done.</summary>
    public static void Reach(string what, long done, long total)
    {
        if (Reached.Enabled)
        {
            Reached.Record(done, new(What, what), new(Total, total));
        }
    }

    /// <summary>Around a call that may take long and cannot tell how far it is, such as one statement of a database: as long as it lasts, silence means nothing.</summary>
    /// <param name="what">As in "waits for a query".</param>
    public static Wait WaitFor(string what)
    {
        Waits.Add(1, new KeyValuePair<string, object?>(What, what));
        return new Wait(what);
    }

    /// <summary>Until disposed.</summary>
    public readonly record struct Wait(string For) : IDisposable
    {
        public void Dispose() => Waits.Add(-1, new KeyValuePair<string, object?>(What, For));
    }
}
