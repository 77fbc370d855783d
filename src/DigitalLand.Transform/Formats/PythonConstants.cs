namespace DigitalLand.Transform.Formats;

/// <summary>The constants beyond JSON that Python writes and reads, <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>: much that providers serve was written by Python.</summary>
internal static class PythonConstants
{
    /// <summary>Stands for NaN, for which JSON has no number. Nobody writes zero so.</summary>
    public const string NotANumber = "0e-99999";

    /// <summary>The document with numbers in place of the constants, which <see cref="PythonJson"/> prints as Python does; null where there are none.</summary>
    public static byte[]? WriteOut(ReadOnlySpan<byte> json)
    {
        using var written = new MemoryStream(json.Length + 64);
        var found = false;
        while (json.IndexOfAny("\"NI"u8) is var stop and >= 0)
        {
            written.Write(json[..stop]);
            json = json[stop..];
            int length;
            if (json.StartsWith("NaN"u8))
            {
                (length, found) = (3, true);
                written.Write("0e-99999"u8);
            }
            else if (json.StartsWith("Infinity"u8))
            {
                (length, found) = (8, true);
                written.Write("1e99999"u8);
            }
            else
            {
                length = json[0] == '"' ? TextLength(json) : 1;
                written.Write(json[..length]);
            }

            json = json[length..];
        }

        written.Write(json);
        return found ? written.ToArray() : null;
    }

    /// <summary>The bytes of the text that begins here, quotes included; all that is left where it does not end.</summary>
    private static int TextLength(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i++)
        {
            if (json[i] == '"')
            {
                return i + 1;
            }

            i += json[i] == '\\' ? 1 : 0;
        }

        return json.Length;
    }
}
