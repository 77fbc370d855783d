using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>The SHA-256 that names a fact.</summary>
public class FactHashPart
{
    private const int Facts = 1000;

    private readonly Fact[] _facts = InventedFacts.Make(Facts);
    private readonly ArrayBufferWriter<byte> _text = new();

    [Benchmark(Baseline = true, OperationsPerInvoke = Facts, Description = "SHA256.HashData of an interpolated text")]
    public int Plain()
    {
        var sum = 0;
        foreach (var fact in _facts)
        {
            sum += SHA256.HashData(Encoding.UTF8.GetBytes($"{fact.Entity}:{fact.Field}:{fact.Value}"))[0];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Facts, Description = "fact hash")]
    public int Hash()
    {
        var sum = 0;
        _text.ResetWrittenCount();
        foreach (var fact in new FactorPhase(_text).Process(_facts))
        {
            sum += fact.Hash[0];
        }

        return sum;
    }
}
