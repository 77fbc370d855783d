using BenchmarkDotNet.Attributes;
using DigitalLand.Transform.Bench.Inputs;
using DigitalLand.Transform.Lookups;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>lookup.csv of 100,000 references: reading it, and finding entities in it.</summary>
public class LookupPart
{
    private const int Rows = 100_000;
    private const int Finds = 1000;
    private const string Prefix = "brownfield-land";
    private const string Organisation = "local-authority:CWR";

    private readonly string _folder = Directory.CreateTempSubdirectory("transform-bench-lookup-").FullName;
    private LookupTable? _table;
    private Dictionary<string, string> _dictionary = [];
    private string[] _references = [];

    private string LookupPath => Path.Combine(_folder, "lookup.csv");

    [GlobalSetup]
    public void Setup()
    {
        using (var file = File.Create(LookupPath))
        {
            Registers.BrownfieldLand.WriteLookupsTo(file, Rows);
        }

        _table = LookupTable.Load(_folder);
        _dictionary = ReadPlainly();
        var invention = new Invention(1);
        _references = [.. Enumerable.Range(0, Finds).Select(_ => Register.Reference(invention.Number(Rows)))];
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true, OperationsPerInvoke = Finds, Description = "Dictionary with keys put together by interpolation"), BenchmarkCategory("find")]
    public int PlainFind()
    {
        var sum = 0;
        foreach (var reference in _references)
        {
            sum += _dictionary.GetValueOrDefault($"{Prefix},{reference},{Organisation}", "").Length;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Finds, Description = "entity of a reference"), BenchmarkCategory("find")]
    public int Find()
    {
        var sum = 0;
        foreach (var reference in _references)
        {
            sum += _table!.Find(Prefix, reference, Organisation).Length;
        }

        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows, Description = "a line of lookup.csv split into a Dictionary"), BenchmarkCategory("load")]
    public int PlainLoad() => ReadPlainly().Count;

    [Benchmark(OperationsPerInvoke = Rows, Description = "a line of lookup.csv read"), BenchmarkCategory("load")]
    public bool Load() => LookupTable.Load(_folder).Find(Prefix, _references[0], Organisation).Length > 0;

    private Dictionary<string, string> ReadPlainly()
    {
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cells in File.ReadLines(LookupPath).Skip(1).Select(line => line.Split(',')))
        {
            entities[$"{cells[0]},{cells[5]},{cells[4]}"] = cells[6];
        }

        return entities;
    }
}
