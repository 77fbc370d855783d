using System.Buffers;
using System.Text;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Transform;

/// <summary>One value of one field of one entity, on its way to the transformed file.</summary>
public sealed class Fact
{
    private Sha256Digest _hash;
    private string _value = "";
    private ArrayBufferWriter<byte>? _text;
    private int _valueStart;
    private int _valueLength;

    /// <summary>SHA-256 of <c>entity:field:value</c>, from the Factor phase on.</summary>
    public ref Sha256Digest Hash => ref _hash;

    public string Entity { get; set; } = "";

    public string Field { get; set; } = "";

    public string Value
    {
        get => _value;
        set
        {
            _value = value;
            _text = null;
        }
    }

    /// <summary>The value in UTF-8: for the Factor phase's digest it is encoded anyway, and both files take it from there.</summary>
    public ReadOnlySpan<byte> Utf8Value => _text is null ? Encoding.UTF8.GetBytes(_value) : _text.WrittenSpan.Slice(_valueStart, _valueLength);

    public int Priority { get; set; }

    /// <summary>ISO date; blank where the entry has none.</summary>
    public string EntryDate { get; set; } = "";

    public int LineNumber { get; set; }

    public int EntryNumber { get; set; }

    /// <summary>The organisation found for the entry, by which references are looked up.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>What the value refers to: the prefix of the thing, blank for a plain value.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>What the value refers to: the reference of the thing, blank for a plain value.</summary>
    public string Reference { get; set; } = "";

    /// <summary>The entity that the value refers to; null where it refers to none that is known.</summary>
    public string? ReferenceEntity { get; set; }

    /// <summary>Tells where the value stands in a text that stays as long as the fact is of use.</summary>
    internal void EncodedIn(ArrayBufferWriter<byte> text, int start, int length)
    {
        _text = text;
        _valueStart = start;
        _valueLength = length;
    }
}
