using System.Globalization;

namespace DigitalLand.Cli.Night;

/// <summary>The night as a table: one column for each collection, then what was wrong at the providers.</summary>
internal static class NightReport
{
    /// <summary>How the sentence about the databases begins.</summary>
    public const string Databases = "The digital-land and performance databases were ";

    public static void Write(IReadOnlyList<CollectionNight> night, TextWriter output)
    {
        WriteTable(output, [.. Lines(night)]);
        WriteList(output, "Endpoints without data", night.SelectMany(collection => collection.Collect.Failures).Select(failure => (failure.Url, failure.Reason)));
        WriteList(
            output,
            "Resources that cannot be read as a table",
            night.SelectMany(collection => collection.Transform.Unreadable).Select(unreadable => (unreadable.Resource, unreadable.Reason)));
        WriteHeld(output, night.SelectMany(collection => collection.Publish.Held));
        foreach (var remark in night.SelectMany(collection => collection.Transform.Remarks).Distinct(StringComparer.Ordinal))
        {
            output.WriteLine();
            output.WriteLine(remark);
        }
    }

    /// <summary>What the last stage, which is for all collections, came to.</summary>
    public static void WriteBuild(BuildResult build, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{Databases}{(build.Built ? $"built in {Text(build.Elapsed)} seconds." : "made today from the same inputs, and stand.")}");
    }

    private static void WriteHeld(TextWriter output, IEnumerable<HeldDataset> held)
    {
        foreach (var (dataset, sentences) in held)
        {
            output.WriteLine();
            output.WriteLine($"Held: {dataset} is not published, because a person has to look first");
            foreach (var sentence in sentences)
            {
                output.WriteLine($"  {sentence}");
            }
        }
    }

    private static void WriteList(TextWriter output, string title, IEnumerable<(string What, string Reason)> items)
    {
        foreach (var (index, (what, reason)) in items.Index())
        {
            if (index == 0)
            {
                output.WriteLine();
                output.WriteLine(title);
            }

            output.WriteLine($"  {what}  {reason}");
        }
    }

    private static IEnumerable<string[]> Lines(IReadOnlyList<CollectionNight> night)
    {
        yield return ["", .. night.Select(collection => collection.Name), "all"];
        yield return Count("endpoints tried", night, collection => collection.Collect.Tried);
        yield return Count("  asked already today", night, collection => collection.Collect.Standing);
        yield return Count("  without data", night, collection => collection.Collect.Failures.Count);
        yield return Count("resources", night, collection => collection.Plan.Resources);
        yield return Count("  transformed", night, collection => collection.Transform.Transformed);
        yield return Count("  up to date", night, collection => collection.Transform.UpToDate);
        yield return Count("  unreadable", night, collection => collection.Transform.Unreadable.Count);
        yield return Count("lines read", night, collection => collection.Counts.Lines);
        yield return Count("rows kept", night, collection => collection.Counts.Entries);
        yield return Count("datasets assembled", night, collection => collection.Assemble.Assembled);
        yield return Count("  unchanged", night, collection => collection.Assemble.Unchanged);
        yield return Count("datasets published", night, collection => collection.Publish.Published);
        yield return Count("  unchanged", night, collection => collection.Publish.Unchanged);
        yield return Count("  held", night, collection => collection.Publish.Held.Count);
        yield return Count("facts", night, collection => collection.Counts.Facts);
        yield return Count("entities", night, collection => collection.Counts.Entities);
        foreach (var severity in IssueCounts.Severities.Where(severity => night.Any(collection => collection.Issues[severity] > 0)))
        {
            yield return Count($"issues: {severity}", night, collection => collection.Issues[severity]);
        }

        yield return Seconds("seconds: collect", night, collection => collection.Collect.Elapsed);
        yield return Seconds("  plan", night, collection => collection.Plan.Elapsed);
        yield return Seconds("  transform", night, collection => collection.Transform.Elapsed);
        yield return Seconds("  assemble", night, collection => collection.Assemble.Elapsed);
        yield return Seconds("  publish", night, collection => collection.Publish.Elapsed);
    }

    private static string[] Count(string name, IReadOnlyList<CollectionNight> night, Func<CollectionNight, long> count) =>
        [name, .. night.Select(collection => Text(count(collection))), Text(night.Sum(count))];

    private static string[] Seconds(string name, IReadOnlyList<CollectionNight> night, Func<CollectionNight, TimeSpan> elapsed) =>
        [name, .. night.Select(collection => Text(elapsed(collection))), Text(night.Aggregate(TimeSpan.Zero, (sum, collection) => sum + elapsed(collection)))];

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static void WriteTable(TextWriter output, string[][] lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((text, column) => column == 0 ? text.PadRight(widths[0]) : text.PadLeft(widths[column]))));
        }
    }
}
