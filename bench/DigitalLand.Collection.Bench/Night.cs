using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Collect.Addresses;

namespace DigitalLand.Collection.Bench;

/// <summary>Collecting from many providers, each of whose answers takes its time, two at once from each: beside what one after the other takes at least.</summary>
internal static class Night
{
    /// <summary>Loopback addresses, each a provider.</summary>
    public const int Addresses = 200;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    public static async Task MeasureAsync(string folder, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        using var collector = Collector.ForCollection(folder, clock, new CollectorOptions { AllowedHosts = AllowedHosts.Parse("127.0.0.0/8") });
        var outcome = await collector.CollectAsync(Path.Combine(folder, "endpoint.csv"));
        var elapsed = clock.GetElapsedTime(start);
        var serial = Latency * outcome.Results.Count;
        Console.WriteLine($"collect      {outcome.Ok} of {outcome.Results.Count} endpoints in {elapsed.TotalSeconds:0.0} s, {serial / elapsed:0.0} times faster than one after the other ({serial.TotalSeconds:0} s); gate 10 s");
    }
}
