using System.Text.Json;
using DigitalLand.Core.Hashing;
using DigitalLand.Transform.Bench;
using DigitalLand.Transform.Bench.Whole;

namespace DigitalLand.Collection.Bench;

/// <summary>
/// Planning (<c>collection-save-csv</c> as a process of its own) over 100,000 log files: from nothing, then again with nothing changed. Beside it the plain way of
/// only reading the files and parsing their JSON, one after the other, in the same minute.
/// </summary>
internal static class History
{
    private const int Days = 20;

    public static void Measure(string folder, List<string> urls, List<string> hashes, TimeProvider clock)
    {
        for (var day = 1; day <= Days; day++)
        {
            WriteDay(Path.Combine(folder, "log", $"2024-04-{day:00}"), day, urls, hashes);
        }

        var files = Directory.GetFiles(Path.Combine(folder, "log"), "*.json", SearchOption.AllDirectories);
        var start = clock.GetTimestamp();
        foreach (var file in files)
        {
            JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
        }

        var plain = clock.GetElapsedTime(start);
        Console.WriteLine($"reading      {files.Length} log files one after the other {plain.TotalSeconds:0.00} s");
        Say("plan", folder, plain, "5 s", clock);
        Say("plan again", folder, plain, "0.5 s", clock);
    }

    private static void Say(string what, string folder, TimeSpan plain, string gate, TimeProvider clock)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DIGITAL_LAND_NOW"] = "2024-05-02T02:00:00Z" };
        var cost = MeasuredProcess.Run(Repository.Program, ["collection-save-csv", "-c", folder], folder, environment, clock);
        Console.WriteLine(
            $"{what,-12} {cost.Wall.TotalSeconds:0.00} s, {cost.Wall / plain:0.00} of the reading; CPU {cost.Cpu.TotalSeconds:0.00} s; peak {cost.PeakBytes >> 20} MiB; gates {gate}, 256 MiB");
    }

    private static void WriteDay(string folder, int day, List<string> urls, List<string> hashes)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < urls.Count; i++)
        {
            // A resource in three is one that was not served the day before.
            var resource = Sha256Hex.OfText($"{i} {(i + day) / 3}");
            File.WriteAllText(
                Path.Combine(folder, hashes[i] + ".json"),
                $$$"""
                {"elapsed":"0.123","endpoint-url":"{{{urls[i]}}}","entry-date":"2024-04-{{{day:00}}}T02:00:00.123456","request-headers":{"Accept":"*/*","Accept-Encoding":"gzip, deflate","Connection":"keep-alive","User-Agent":"MHCLG Planning Data Collector"},"resource":"{{{resource}}}","response-headers":{"Content-Length":"10","Content-Type":"text/csv","Date":"Mon, 01 Apr 2024 02:00:00 GMT","Server":"nginx"},"ssl-verify":true,"status":"200"}
                """);
        }
    }
}
