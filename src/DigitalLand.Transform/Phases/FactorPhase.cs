using System.Buffers;
using System.Text;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform.Phases;

/// <summary>Names each fact by the SHA-256 of <c>entity:field:value</c>, so that the same fact from two resources is one fact.</summary>
/// <param name="text">Gets these parts of every fact, encoded; whoever has done with the facts empties it.</param>
public sealed class FactorPhase(ArrayBufferWriter<byte> text) : SingleFactPhase
{
    /// <summary>The digest of the three parts.</summary>
    public static Sha256Digest Hash(string entity, string field, string value)
    {
        var text = new ArrayBufferWriter<byte>();
        return Sha256Digest.Of(text.WrittenSpan[Encode(text, entity, field, value, out _)..]);
    }

    internal override bool Pass(Fact fact)
    {
        var start = Encode(text, fact.Entity, fact.Field, fact.Value, out var valueStart);
        fact.Hash = Sha256Digest.Of(text.WrittenSpan[start..]);
        fact.EncodedIn(text, valueStart, text.WrittenCount - valueStart);
        return true;
    }

    /// <summary>Appends the three parts, and tells where they start and where in them the value does.</summary>
    private static int Encode(ArrayBufferWriter<byte> text, string entity, string field, string value, out int valueStart)
    {
        var start = text.WrittenCount;
        var target = text.GetSpan(Encoding.UTF8.GetMaxByteCount(entity.Length + field.Length + value.Length + 2));
        var length = Encoding.UTF8.GetBytes(entity, target);
        target[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(field, target[length..]);
        target[length++] = (byte)':';
        valueStart = start + length;
        length += Encoding.UTF8.GetBytes(value, target[length..]);
        text.Advance(length);
        return start;
    }
}
