using System.Collections.Frozen;
using System.Text;

namespace DigitalLand.Orchestration.Store;

/// <summary>The names of an enumeration as the store and the command line write them: <c>UpstreamFailed</c> is <c>upstream-failed</c>.</summary>
public static class Words
{
    public static string Word<T>(this T value)
        where T : struct, Enum => Names<T>.ToWord[value];

    /// <exception cref="FormatException">There is no such word.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum => Names<T>.FromWord.TryGetValue(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}");

    public static T? ParseOrNull<T>(string? word)
        where T : struct, Enum => word is null ? null : Parse<T>(word);

    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ToWord = Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Kebab(value.ToString()));

        public static readonly FrozenDictionary<string, T> FromWord = ToWord.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
