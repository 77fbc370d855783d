using System.Buffers;
using DigitalLand.Core.Hashing;
using DigitalLand.Transform.Bench.Inputs;
using DigitalLand.Transform.Phases;

namespace DigitalLand.Transform.Bench.Parts;

/// <summary>Facts as they come out of a brownfield register: seventeen an entity, as on average.</summary>
internal static class InventedFacts
{
    private const int EachEntity = 17;

    public static Fact[] Make(int count)
    {
        var invention = new Invention(1);
        var facts = new Fact[count];
        var entity = "";
        for (var i = 0; i < count; i++)
        {
            entity = i % EachEntity == 0 ? $"{10_000_000 + (i / EachEntity)}" : entity;
            var (field, value) = (i % 4) switch
            {
                0 => ("start-date", "2019-03-04"),
                1 => ("site-address", invention.Address()),
                2 => ("hectares", invention.Decimal()),
                _ => ("site-plan-url", $"https://www.coldwater.example/plans/{i}?site={i}"),
            };
            var fact = new Fact { Entity = entity, Field = field, Value = value, Priority = 1, EntryDate = "2024-03-01", EntryNumber = (i / EachEntity) + 1, LineNumber = (i / EachEntity) + 2 };
            facts[i] = fact;
        }

        return [.. new FactorPhase(new ArrayBufferWriter<byte>()).Process(facts)];
    }

    /// <summary>A resource that facts carry.</summary>
    public static string Resource { get; } = Sha256Hex.OfText("a resource");
}
