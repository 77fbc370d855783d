using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigitalLand.Core;
using DigitalLand.Core.Archive;
using DigitalLand.Orchestration.Definitions;

namespace DigitalLand.Orchestration.Airflow;

/// <summary>Writes workflows as DAG files of Airflow 2.9 and 3.</summary>
public static class AirflowPublisher
{
    /// <summary>What every file that is ours begins with, so that what is not stays untouched.</summary>
    public const string Prefix = "digital_land_";

    /// <summary>The pools that the DAGs name, for <c>airflow pools import</c>.</summary>
    public const string Pools = Prefix + "pools.json";

    private const string Gone = "# This workflow is gone: digital-land workflows publish found no definition of it any more.\n";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each workflow's file, by name, and the pools.</summary>
    /// <exception cref="RunFailedException">A workflow does something that Airflow cannot do in the same way.</exception>
    public static IReadOnlyDictionary<string, string> Files(WorkflowCatalogue catalogue, AirflowProfile profile)
    {
        var template = Template();
        var files = catalogue.Workflows.ToDictionary(
            workflow => FileName(workflow.Name),
            workflow => template.Replace("@WORKFLOW@", Literal(new DagDocument(workflow, catalogue, profile).Build()), StringComparison.Ordinal),
            StringComparer.Ordinal);
        files[Pools] = new JsonObject(catalogue.Workflows
            .SelectMany(workflow => workflow.Tasks)
            .Select(task => task.Pool)
            .Where(pool => !pool.Equals(WorkflowTask.DefaultPool))
            .Select(pool => pool.ToString())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(pool => KeyValuePair.Create(pool, (JsonNode?)new JsonObject { ["slots"] = catalogue.SlotsOf(pool), ["description"] = "digital-land", ["include_deferred"] = false })))
            .ToJsonString(Indented) + "\n";
        return files;
    }

    /// <summary>Writes the files, and empties those of workflows that are gone.</summary>
    /// <returns>How many workflows were written.</returns>
    public static async Task<int> WriteAsync(WorkflowCatalogue catalogue, AirflowProfile profile, IArchive target, CancellationToken cancel = default)
    {
        var files = Files(catalogue, profile);
        var gone = new List<string>();
        await foreach (var entry in target.ListAsync(Prefix, cancel).ConfigureAwait(false))
        {
            if (entry.Key.EndsWith(".py", StringComparison.Ordinal) && !files.ContainsKey(entry.Key))
            {
                gone.Add(entry.Key);
            }
        }

        foreach (var (key, text) in files.Concat(gone.Select(key => KeyValuePair.Create(key, Gone))))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await target.ReplaceAsync(key, content, cancel).ConfigureAwait(false);
        }

        return catalogue.Workflows.Count;
    }

    public static string FileName(string workflow) => $"{Prefix}{workflow.Replace('-', '_').Replace('.', '_')}.py";

    /// <summary>JSON that can stand between the quotes of a raw Python string.</summary>
    private static string Literal(JsonObject document) => document.ToJsonString(Indented).Replace("\"\"\"", "\"\"\\u0022", StringComparison.Ordinal);

    private static string Template()
    {
        using var stream = typeof(AirflowPublisher).Assembly.GetManifestResourceStream("dag.py")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
