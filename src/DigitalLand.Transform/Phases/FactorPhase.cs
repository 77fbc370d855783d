using System.Text;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform.Phases;

/// <summary>Names each fact by the SHA-256 of <c>entity:field:value</c>, so that the same fact from two resources is one fact.</summary>
public sealed class FactorPhase : FactPhase
{
    public override IEnumerable<Fact> Process(IEnumerable<Fact> source)
    {
        var buffer = new byte[1024];
        foreach (var fact in source)
        {
            fact.Hash = Hash(fact.Entity, fact.Field, fact.Value, ref buffer);
            yield return fact;
        }
    }

    /// <summary>The digest of the three parts; the buffer grows with the longest value.</summary>
    public static Sha256Digest Hash(string entity, string field, string value, ref byte[] buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(entity.Length + field.Length + value.Length + 2);
        if (buffer.Length < most)
        {
            buffer = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(entity, buffer);
        buffer[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(field, buffer.AsSpan(length));
        buffer[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(length));
        return Sha256Digest.Of(buffer.AsSpan(0, length));
    }
}
