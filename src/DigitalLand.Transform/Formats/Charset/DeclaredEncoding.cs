using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>What a file says of itself near its beginning: <c>encoding="utf-8"</c>, <c>charset=iso-8859-1</c>, <c>coding: latin1</c>.</summary>
internal static partial class DeclaredEncoding
{
    private const int Zone = 8192;

    /// <summary>Python's names of encodings, by these and all their other names.</summary>
    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(LoadNames);

    /// <summary>The first declared encoding that has a name in Python; null where there is none.</summary>
    /// <param name="start">The file's first bytes, 8192 where it has that many.</param>
    public static string? Find(ReadOnlySpan<byte> start)
    {
        var text = new StringBuilder(Zone);
        foreach (var value in start[..Math.Min(start.Length, Zone)])
        {
            if (value < 128)
            {
                text.Append((char)value);
            }
        }

        return Declaration().Matches(text.ToString())
            .Select(match => CodecOf(match.Groups["name"].Value))
            .FirstOrDefault(name => name is not null);
    }

    /// <summary>Python's name of an encoding that somebody calls so; null where there is none.</summary>
    public static string? CodecOf(string name) => Names.Value.GetValueOrDefault(name.ToLowerInvariant().Replace('-', '_'));

    private static FrozenDictionary<string, string> LoadNames()
    {
        var names = new Dictionary<string, string>();
        foreach (var row in CharsetData.Rows("encoding-aliases"))
        {
            names.TryAdd(row[0], row[1]);
            names.TryAdd(row[1], row[1]);
        }

        return names.ToFrozenDictionary();
    }

    [GeneratedRegex("""(?:encoding|charset|coding)[:= ]{1,10}["']?(?<name>[a-zA-Z0-9\-_]+)["']?""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
