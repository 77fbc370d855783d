using System.Buffers;

namespace DigitalLand.Transform.Formats.GeoJson;

/// <summary>Fields as GDAL's CSV driver writes them: in quotes where they must be, and where a text could be taken for a number.</summary>
internal static class CsvText
{
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create("\",;\t\n\r"u8);

    public static void AppendField(ReadOnlySpan<byte> value, ByteText text)
    {
        if (value.ContainsAny(NeedsQuotes) || LooksLikeNumber(value))
        {
            AppendQuoted(value, text);
        }
        else
        {
            text.Append(value);
        }
    }

    /// <summary>A column's name: one that looks like a number needs no quotes.</summary>
    public static void AppendName(ReadOnlySpan<byte> name, ByteText text)
    {
        if (name.ContainsAny(NeedsQuotes))
        {
            AppendQuoted(name, text);
        }
        else
        {
            text.Append(name);
        }
    }

    private static void AppendQuoted(ReadOnlySpan<byte> value, ByteText text)
    {
        text.Append((byte)'"');
        for (var quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            text.Append(value[..(quote + 1)]);
            text.Append((byte)'"');
            value = value[(quote + 1)..];
        }

        text.Append(value);
        text.Append((byte)'"');
    }

    /// <summary>
    /// GDAL's <c>CPLGetValueType</c>, which is generous: a sign alone is a number, <c>1e+</c> is, and so is <c>1e5.2</c>; D is as good as E.
    /// </summary>
    private static bool LooksLikeNumber(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t\n\v\f\r"u8);
        if (value.IsEmpty || value[0] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.'))
        {
            return false;
        }

        value = value[0] is (byte)'+' or (byte)'-' ? value[1..] : value;
        var (digit, point, exponent) = (false, false, -1);
        for (var at = 0; at < value.Length; at++)
        {
            var afterExponent = exponent == at - 1 && exponent >= 0;
            switch (value[at])
            {
                case >= (byte)'0' and <= (byte)'9':
                    digit = true;
                    break;
                case (byte)'+' or (byte)'-' when afterExponent:
                    break;
                case (byte)'.' when !point && !afterExponent:
                    point = true;
                    break;
                case (byte)'e' or (byte)'E' or (byte)'d' or (byte)'D' when digit && exponent < 0 && StartsExponent(value[(at + 1)..]):
                    exponent = at;
                    break;
                default:
                    return false;
            }
        }

        // An exponent that makes it infinite makes it a text again; it takes four characters to get there.
        return exponent < 0 || value.Length - exponent <= 4 ? true : throw new NotCertainException("a text like a number with a long exponent");
    }

    private static bool StartsExponent(ReadOnlySpan<byte> rest) => rest is [(>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-', ..];
}
