using BenchmarkDotNet.Attributes;
using DigitalLand.Core.Csv;
using DigitalLand.Transform.Parquet;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>A fact to its row of the transformed file: as CSV into memory, as Parquet (dictionaries, Snappy) into a temporary file.</summary>
public class FactOutPart
{
    private const int Facts = 200_000;

    private static readonly string[] Columns =
        ["end-date", "entity", "entry-date", "entry-number", "fact", "field", "priority", "reference-entity", "resource", "start-date", "value"];

    private readonly Fact[] _facts = InventedFacts.Make(Facts);
    private readonly MemoryStream _memory = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("transform-bench-facts-").FullName;

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true, OperationsPerInvoke = Facts, Description = "string.Join into a StreamWriter")]
    public long Plain()
    {
        _memory.SetLength(0);
        using var writer = new StreamWriter(_memory, leaveOpen: true);
        foreach (var fact in _facts)
        {
            var value = fact.Value.Contains(',', StringComparison.Ordinal) ? $"\"{fact.Value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : fact.Value;
            writer.Write(string.Join(',', "", fact.Entity, fact.EntryDate, fact.EntryNumber, fact.Hash.ToString(), fact.Field, fact.Priority, fact.ReferenceEntity, InventedFacts.Resource, "", value));
            writer.Write("\r\n");
        }

        writer.Flush();
        return _memory.Length;
    }

    [Benchmark(OperationsPerInvoke = Facts, Description = "fact as a CSV row")]
    public long Csv()
    {
        _memory.SetLength(0);
        using var writer = new CsvWriter(_memory);
        var priorities = 0;
        foreach (var fact in new SavePhase(Columns, InventedFacts.Resource, writer).Process(_facts))
        {
            priorities += fact.Priority;
        }

        writer.Flush();
        return _memory.Length + priorities;
    }

    [Benchmark(OperationsPerInvoke = Facts, Description = "fact as a Parquet row")]
    public void Parquet()
    {
        using var parquet = new TransformedParquet(Path.Combine(_folder, "facts.parquet"), InventedFacts.Resource);
        foreach (var fact in _facts)
        {
            parquet.Add(fact);
        }

        parquet.Commit();
    }
}
