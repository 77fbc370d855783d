using System.Security.Cryptography;
using System.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>Names each fact by the SHA-256 of <c>entity:field:value</c>, so that the same fact from two resources is one fact.</summary>
public sealed class FactorPhase : FactPhase
{
    public override IEnumerable<Fact> Process(IEnumerable<Fact> source)
    {
        var buffer = new byte[1024];
        foreach (var fact in source)
        {
            if (fact.Entity.Length > 0)
            {
                fact.Hash = Hash(fact.Entity, fact.Field, fact.Value, ref buffer);
            }

            yield return fact;
        }
    }

    private static string Hash(string entity, string field, string value, ref byte[] buffer)
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
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, length), hash);
        return Convert.ToHexStringLower(hash);
    }
}
