using System.Text;
using System.Text.Json;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>What a JSON value is; an integer is a number written without point and exponent.</summary>
internal enum JsonKind
{
    Null,
    False,
    True,
    Integer,
    Real,
    Text,
    Array,
    Object,
}

/// <summary>Where a value lies in the bytes it was found in. Of a text, the part between the quotes.</summary>
internal readonly record struct JsonValue(JsonKind Kind, int Start, int Length, bool Escaped = false)
{
    // The limit of GDAL's parser is 10 million bytes a string; the margin leaves out how it counts.
    private const int LongestText = 9_000_000;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>
    /// Whether a member's name is this one. GDAL takes some names in any case, some with escapes undone: a name that differs from
    /// this one in those alone is not certain.
    /// </summary>
    public bool Names(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        var text = In(json);
        return text.SequenceEqual(name)
            || (Escaped || Ascii.EqualsIgnoreCase(text, name) ? throw new NotCertainException("a member's name that is nearly another") : false);
    }

    /// <summary>The text itself: a part of <paramref name="json"/> where nothing in it was escaped, of <paramref name="scratch"/> otherwise.</summary>
    public ReadOnlySpan<byte> TextIn(ReadOnlySpan<byte> json, ref byte[] scratch)
    {
        if (Length > LongestText)
        {
            throw new NotCertainException("a very long text");
        }

        return Escaped ? Unescape(json, ref scratch) : In(json);
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> json, ref byte[] scratch)
    {
        if (scratch.Length < Length)
        {
            scratch = new byte[Length * 2];
        }

        try
        {
            var reader = new Utf8JsonReader(json.Slice(Start - 1, Length + 2));
            reader.Read();
            var text = scratch.AsSpan(0, reader.CopyString(scratch));
            return text.Contains((byte)0) ? throw new NotCertainException("a NUL in a text") : text;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new NotCertainException("an escape that stands for no character");
        }
    }

    /// <summary>Makes sure that the value is JSON through and through, not just well bracketed.</summary>
    public void Validate(ReadOnlySpan<byte> json)
    {
        if (Kind is not (JsonKind.Array or JsonKind.Object) && !Escaped)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(Kind == JsonKind.Text ? json.Slice(Start - 1, Length + 2) : In(json));
            while (reader.Read())
            {
                // Reading is the test.
            }
        }
        catch (JsonException error)
        {
            throw new NotCertainException(error.Message);
        }
    }
}
