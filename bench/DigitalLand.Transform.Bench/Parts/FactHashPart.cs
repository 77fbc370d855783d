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
    private byte[] _buffer = new byte[1024];

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
        foreach (var fact in _facts)
        {
            sum += FactorPhase.Hash(fact.Entity, fact.Field, fact.Value, ref _buffer)[0];
        }

        return sum;
    }
}
