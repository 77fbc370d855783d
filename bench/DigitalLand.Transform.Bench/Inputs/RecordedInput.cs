using System.IO.Compression;
using System.Text.Json;
using DigitalLand.Core.Csv;

namespace DigitalLand.Transform.Bench.Inputs;

/// <summary>An input that the reference was run on: a folder with <c>args.json</c>, the resource and its lookups.</summary>
internal sealed class RecordedInput : BenchInput
{
    private readonly string _folder;
    private readonly string _shared;
    private readonly JsonElement _arguments;

    private RecordedInput(string folder, string shared)
    {
        _folder = folder;
        _shared = shared;
        _arguments = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "args.json")));
    }

    public override string Name => Path.GetFileName(_folder);

    public override string Dataset => Text("dataset");

    public override string Resource => Text("resource");

    public override IReadOnlyList<string> Endpoints => Texts("endpoints");

    public override IReadOnlyList<string> Organisations => Texts("organisations");

    public override string EntryDate => Text("entry_date");

    public override string RunDate => Text("run_date");

    public override string Specification => Path.Combine(_shared, "data", "specification");

    public override string Grids => Path.Combine(_shared, "data", "grids");

    public override RecordedRun Reference
    {
        get
        {
            var reference = _arguments.GetProperty("reference");
            var run = reference.GetProperty("pipeline");
            return new RecordedRun(
                run.GetProperty("wall_seconds").GetDouble(),
                run.GetProperty("user_seconds").GetDouble() + run.GetProperty("system_seconds").GetDouble(),
                1024 * run.GetProperty("peak_kib").GetInt64(),
                reference.GetProperty("calibration_seconds").GetDouble(),
                _arguments.GetProperty("outputs").GetProperty("transformed.csv").GetProperty("sha256").GetString()!);
        }
    }

    /// <summary>The recorded inputs beside the repository; none where there are none.</summary>
    public static IEnumerable<RecordedInput> FindAll(string shared)
    {
        var recorded = Path.Combine(shared, "bench");
        return Directory.Exists(recorded)
            ? Directory.GetDirectories(recorded).Where(folder => File.Exists(Path.Combine(folder, "args.json"))).Order(StringComparer.Ordinal).Select(folder => new RecordedInput(folder, shared))
            : [];
    }

    public override void LayOut(WorkFolder folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(_shared, "data", "config", Text("config"))))
        {
            File.Copy(file, folder[$"pipeline/{Path.GetFileName(file)}"]);
        }

        Unpack(Resource, folder.Resource);
        Unpack("lookup.csv", folder["pipeline/lookup.csv"]);
        File.Copy(Path.Combine(_shared, "golden", "_shared", "organisation.csv"), folder["var/cache/organisation.csv"]);

        // Empty lists: the reference ran without the network, where categories are not checked.
        var typologies = CsvTable.Read(Path.Combine(Specification, "field.csv")).Rows.ToDictionary(row => row["field"], row => row["typology"], StringComparer.Ordinal);
        foreach (var row in CsvTable.Read(Path.Combine(Specification, "dataset-field.csv")).Rows)
        {
            if (row["dataset"] == Dataset && typologies.GetValueOrDefault(row["field"]) == "category")
            {
                File.Create(folder[$"var/cache/dataset/{row.FirstOf("field-dataset", "field")}.csv"]).Dispose();
            }
        }
    }

    private void Unpack(string name, string path)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(_folder, name + ".gz")), CompressionMode.Decompress);
        using var unpacked = File.Create(path);
        packed.CopyTo(unpacked);
    }

    private string Text(string name) => _arguments.GetProperty(name).GetString()!;

    private string[] Texts(string name) => [.. _arguments.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
