using System.Collections;
using System.Globalization;
using DigitalLand.Core.Progress;
using DigitalLand.Orchestration.Runs;

namespace DigitalLand.Orchestration.Workers;

/// <summary>The variables of an attempt's process: the worker's, the task's, and what the process may know of its place.</summary>
internal static class AttemptEnvironment
{
    /// <summary>Part of the memory limit that the managed heap may take; the rest is for code, stacks and native libraries.</summary>
    private const double HeapShare = 0.75;

    /// <param name="beat">Where the process may leave its signs of life.</param>
    public static IReadOnlyDictionary<string, string> Of(Lease lease, ProcessOptions options, string beat)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var (name, value) in options.Environment.Concat(lease.Work.Environment))
        {
            variables[name] = value;
        }

        if (options.LimitOf(lease) is { } limit)
        {
            variables["DOTNET_GCHeapHardLimit"] = ((long)(limit * HeapShare * 1024 * 1024)).ToString("x", CultureInfo.InvariantCulture);
        }

        // A command of a task may itself be a script that calls this program.
        variables["PATH"] = $"{Path.GetDirectoryName(options.Program)}{Path.PathSeparator}{variables.GetValueOrDefault("PATH")}";
        variables[Heartbeat.Variable] = beat;
        variables["DIGITAL_LAND_RUN"] = lease.Run.ToString(CultureInfo.InvariantCulture);
        variables["DIGITAL_LAND_TASK"] = lease.Name;
        variables[ProcessRunner.Marker] = Mark(options.Store, lease.Token);
        return variables;
    }

    /// <summary>Tells an attempt of one store from all others on the machine.</summary>
    public static string Mark(string store, long token) => string.Create(CultureInfo.InvariantCulture, $"{store}#{token}");
}
