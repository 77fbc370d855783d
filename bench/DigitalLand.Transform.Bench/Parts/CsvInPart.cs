using System.Text;
using BenchmarkDotNet.Attributes;
using DigitalLand.Core.Csv;
using DigitalLand.Transform.Bench.Inputs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>A record of a brownfield register, 22 columns, to an entry.</summary>
public class CsvInPart
{
    private const int Rows = 2000;

    private string _text = "";

    [GlobalSetup]
    public void Setup()
    {
        using var stream = new MemoryStream();
        Registers.BrownfieldLand.WriteTo(stream, Rows, seed: 1);
        _text = Encoding.UTF8.GetString(stream.ToArray());
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows, Description = "a line, split at its commas")]
    public int Split()
    {
        var cells = 0;
        using var reader = new StringReader(_text);
        while (reader.ReadLine() is { } line)
        {
            cells += line.Split(',').Length;
        }

        return cells;
    }

    [Benchmark(OperationsPerInvoke = Rows, Description = "CSV record: parsed, cells cleaned, as an entry")]
    public int Entries()
    {
        using var reader = new CsvReader(new StringReader(_text));
        var entries = 0;
        foreach (var row in new ParsePhase().Process(new NormalisePhase([]).Process(reader)))
        {
            entries += row.EntryNumber;
        }

        return entries;
    }
}
