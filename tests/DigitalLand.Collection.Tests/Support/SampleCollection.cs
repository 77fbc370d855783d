using DigitalLand.Collection.Plan;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Support;

/// <summary>
/// A small collection: endpoint E1 of organisation A for two datasets, endpoint E2 of organisation B for one of them, its source
/// ended long ago. Both served r1 on the first day; on the second E1 served r2, and E2 was not there.
/// </summary>
internal static class SampleCollection
{
    public const string FirstRun = "2024-05-01T02:00:00";
    public const string SecondRun = "2024-05-02T02:00:00.500000";

    public static readonly DateTimeOffset Now = new(2024, 5, 2, 2, 30, 0, TimeSpan.Zero);

    public static void WriteConfiguration(TemporaryDirectory folder)
    {
        folder.Write("endpoint.csv", "endpoint,endpoint-url,note\nE1,https://one/,x\nE2,https://two/,\n");
        folder.Write(
            "source.csv",
            "source,endpoint,organisation,pipelines,end-date\nS1,E1,A,tree;tree-preservation-zone,\nS2,E2,B,tree,2023-01-01\n");
    }

    public static void WriteFirstDay(TemporaryDirectory folder)
    {
        Log(folder, FirstRun, "E1", "r1", """ "Content-Length":"10","Content-Type":"text/csv" """);
        Log(folder, FirstRun, "E2", "r1", """ "content-length":"11","content-type":"text/csv" """);
    }

    public static void WriteSecondDay(TemporaryDirectory folder)
    {
        Log(folder, SecondRun, "E1", "r2", """ "Content-Length":"12" """);
        Log(folder, SecondRun, "E2", null, "", status: "404");
    }

    /// <summary>The collection after both nights.</summary>
    public static CollectionStore AfterBothNights(TemporaryDirectory folder)
    {
        WriteConfiguration(folder);
        WriteFirstDay(folder);
        SaveCsv(folder, Now.AddDays(-1));
        WriteSecondDay(folder);
        return SaveCsv(folder, Now);
    }

    /// <summary>What collection-save-csv does.</summary>
    public static CollectionStore SaveCsv(TemporaryDirectory folder, DateTimeOffset now, bool refill = false)
    {
        var collection = CollectionStore.Load(folder.Path, new PinnedClock(now), refill);
        collection.Update();
        collection.SaveCsv();
        return collection;
    }

    public static void Log(TemporaryDirectory folder, string time, string endpoint, string? resource, string headers, string status = "200") => folder.Write(
        $"log/{time[..10]}/{endpoint}.json",
        $$"""{"elapsed":"0.5","endpoint":"{{endpoint}}","entry-date":"{{time}}",{{(resource is null ? "" : $"\"resource\":\"{resource}\",")}}"response-headers":{ {{headers}} },"status":"{{status}}"}""");
}
