using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitalLand.Conformance.Tests;

/// <summary>One recorded run of the reference: a resource, what the run was asked, and the files that came out.</summary>
internal sealed class RecordedCase
{
    private RecordedCase(string name, string folder, RecordedArguments arguments)
    {
        Name = name;
        Folder = folder;
        Arguments = arguments;
    }

    /// <summary>Where the recordings, and the specification and configuration that they need, lie beside the tests.</summary>
    public static string Fixtures { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static string[] Names { get; } =
        [.. Directory.GetDirectories(Path.Combine(Fixtures, "cases")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public string Name { get; }

    public RecordedArguments Arguments { get; }

    public string Input => Path.Combine(Folder, "input", Arguments.Resource);

    /// <summary>Files of the recording by name, such as <c>transformed.csv</c>.</summary>
    public string[] ExpectedFiles => [.. Directory.GetFiles(Path.Combine(Folder, "expected")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>A lookup.csv of the case's own, in place of the configuration's; null where it has none.</summary>
    public string? Lookup => Path.Combine(Folder, "pipeline-overlay", "lookup.csv") is var path && File.Exists(path) ? path : null;

    private string Folder { get; }

    public static RecordedCase Read(string name)
    {
        var folder = Path.Combine(Fixtures, "cases", name);
        using var arguments = File.OpenRead(Path.Combine(folder, "args.json"));
        return new RecordedCase(name, folder, JsonSerializer.Deserialize<RecordedArguments>(arguments)!);
    }

    public string Expected(string file) => Path.Combine(Folder, "expected", file);
}

/// <summary>What a recorded run was asked.</summary>
/// <param name="OpenEntries">Entries in British National Grid: the OSTN15 grid, which the recordings were made with, is too large to lie here.</param>
public sealed record RecordedArguments(
    [property: JsonPropertyName("dataset")] string Dataset,
    [property: JsonPropertyName("collection")] string Collection,
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("endpoints")] string[] Endpoints,
    [property: JsonPropertyName("organisations")] string[] Organisations,
    [property: JsonPropertyName("entry_date")] string EntryDate,
    [property: JsonPropertyName("run_date")] DateOnly RunDate,
    [property: JsonPropertyName("open_entries")] string[] OpenEntries);
