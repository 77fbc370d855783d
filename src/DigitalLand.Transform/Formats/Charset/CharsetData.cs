using System.Globalization;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>Reads the tables embedded beside this file: tab-separated lines, code points in hexadecimal.</summary>
internal static class CharsetData
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(CharsetData).Assembly.GetManifestResourceStream(typeof(CharsetData), $"Data.{name}.tsv")
            ?? throw new FileNotFoundException($"The embedded table '{name}' is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }

    public static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
