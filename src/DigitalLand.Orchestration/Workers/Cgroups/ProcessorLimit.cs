using System.Globalization;

namespace DigitalLand.Orchestration.Workers.Cgroups;

/// <summary>How much processor time a container may use: the tightest <c>cpu.max</c> on its way up the tree.</summary>
/// <param name="Folder">The group that is limited.</param>
/// <param name="Processors">How many of the machine's it may keep busy; 1.5 is one and a half.</param>
internal sealed record ProcessorLimit(string Folder, double Processors)
{
    /// <summary>Null where nothing limits it but the machine.</summary>
    public static ProcessorLimit? Of(CgroupPlace? place) => place?.Upwards()
        .Select(folder => Read(folder) is { } processors ? new ProcessorLimit(folder, processors) : null)
        .OfType<ProcessorLimit>()
        .MinBy(limit => limit.Processors);

    /// <summary>Processor time that the group and all below it have used since it was made.</summary>
    public TimeSpan Used()
    {
        var line = File.ReadLines(Path.Combine(Folder, "cpu.stat")).First(line => line.StartsWith("usage_usec ", StringComparison.Ordinal));
        return TimeSpan.FromMicroseconds(long.Parse(line["usage_usec ".Length..], CultureInfo.InvariantCulture));
    }

    /// <summary><c>cpu.max</c> holds the quota and its period, or <c>max</c> and a period.</summary>
    private static double? Read(string folder)
    {
        var file = Path.Combine(folder, "cpu.max");
        return File.Exists(file)
            && File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries) is [var quota, var period]
            && long.TryParse(quota, NumberStyles.None, CultureInfo.InvariantCulture, out var most)
            ? most / double.Parse(period, CultureInfo.InvariantCulture)
            : null;
    }
}
