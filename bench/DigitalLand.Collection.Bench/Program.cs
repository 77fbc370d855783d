using DigitalLand.Collection.Bench;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

// A night's collection of 5,000 endpoints, and the plan of a collection with a history of 100,000 logs. "collect" or "plan" measures only that.
const int Endpoints = 5000;

// Stands still, but its timers and timestamps run.
var clock = new PinnedClock(new DateTimeOffset(2024, 5, 2, 2, 0, 0, TimeSpan.Zero));
var folder = Directory.CreateTempSubdirectory("collection-bench-").FullName;
try
{
    await using var providers = await Providers.StartAsync(TimeSpan.FromMilliseconds(50), clock);
    var urls = Enumerable.Range(0, Endpoints).Select(i => providers.Url(i % Night.Addresses, i)).ToList();
    var hashes = urls.ConvertAll(Sha256Hex.OfText);
    await File.WriteAllLinesAsync(Path.Combine(folder, "endpoint.csv"), urls.Select((url, i) => $"{hashes[i]},{url}").Prepend("endpoint,endpoint-url"));
    await File.WriteAllLinesAsync(
        Path.Combine(folder, "source.csv"), hashes.Select((hash, i) => $"s{i},{hash},local-authority:{i % Night.Addresses},tree").Prepend("source,endpoint,organisation,pipelines"));
    if (args is not ["plan"])
    {
        await Night.MeasureAsync(folder, clock);
    }

    if (args is not ["collect"])
    {
        History.Measure(folder, urls, hashes, clock);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
