using DigitalLand.Collection.Bench;
using DigitalLand.Collection.Collect;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

// A night's collection: 5,000 endpoints of 200 providers, each answer 50 ms away, two at a time from each; and the plan of the
// night after, with a log of 100,000 entries. Prints times beside what the reference's way, one after the other, takes at least.
const int Endpoints = 5000;
const int Addresses = 200;
const int History = 100_000;
var latency = TimeSpan.FromMilliseconds(50);

// Stands still, but its timers and timestamps run.
var clock = new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero));
var folder = Directory.CreateTempSubdirectory("collection-bench-").FullName;
try
{
    await using var providers = await Providers.StartAsync(latency, clock);
    var urls = Enumerable.Range(0, Endpoints).Select(i => providers.Url(i % Addresses, i)).ToList();
    var hashes = urls.ConvertAll(Sha256Hex.OfText);
    await File.WriteAllLinesAsync(Path.Combine(folder, "endpoint.csv"), urls.Select((url, i) => $"{hashes[i]},{url}").Prepend("endpoint,endpoint-url"));
    await File.WriteAllLinesAsync(
        Path.Combine(folder, "source.csv"), hashes.Select((hash, i) => $"s{i},{hash},local-authority:{i % Addresses},tree").Prepend("source,endpoint,organisation,pipelines"));

    var start = clock.GetTimestamp();
    using (var collector = Collector.ForCollection(folder, clock, new CollectorOptions { AllowedHosts = AllowedHosts.Parse("127.0.0.0/8") }))
    {
        var outcome = await collector.CollectAsync(Path.Combine(folder, "endpoint.csv"));
        var elapsed = clock.GetElapsedTime(start);
        var serial = latency * Endpoints;
        Console.WriteLine($"collect  {outcome.Ok} of {Endpoints} endpoints in {elapsed.TotalSeconds:0.0} s, {serial / elapsed:0.0} times faster than one after the other ({serial.TotalSeconds:0} s)");
    }

    await File.WriteAllLinesAsync(
        Path.Combine(folder, "log.csv"),
        Enumerable.Range(0, History)
            .Select(i => $"10,text/csv,0.1,{hashes[i % Endpoints]},{Sha256Hex.OfText($"{i / 3}")},200,2024-04-{(i / Endpoints) + 1:00}T02:00:00,,,")
            .Prepend(string.Join(',', LogEntry.Columns)));
    start = clock.GetTimestamp();
    var collection = CollectionStore.Load(folder, clock);
    collection.Update();
    collection.SaveCsv();
    var plan = TransformPlan.Build(collection, clock.GetUtcNow());
    Console.WriteLine(
        $"plan     {collection.Log.Entries.Count} log entries, {plan.Tasks.Count()} resources in {clock.GetElapsedTime(start).TotalSeconds:0.00} s (gate: 5 s)");
}
finally
{
    Directory.Delete(folder, recursive: true);
}
