using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>An encoding that a file may be in, by the name of Python's codec.</summary>
/// <param name="name">As in a mime type.</param>
/// <param name="encoding">Throws on bytes that do not fit.</param>
/// <param name="isMultiByte">A character may take several bytes.</param>
internal sealed class Codec(string name, Encoding encoding, bool isMultiByte)
{
    private readonly Lazy<IReadOnlyList<string>> _languages = new(() => LanguagesOf(name, encoding));
    private readonly Lazy<Encoding> _lenient = new(() =>
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("");
        return lenient;
    });

    public string Name => name;

    public Encoding Encoding => encoding;

    public bool IsMultiByte => isMultiByte;

    /// <summary>A Unicode encoding: any text may be in it, so that its fitting says little.</summary>
    public bool IsUnicode { get; } = name.StartsWith("utf_", StringComparison.Ordinal);

    /// <summary>The languages that the encoding was made for; empty where it is for any.</summary>
    public IReadOnlyList<string> Languages => _languages.Value;

    /// <summary>The text, or null where some byte does not fit.</summary>
    public string? TryDecode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = encoding.GetString(bytes);
            return !isMultiByte || IsUnicode || !HasPrivateUse(text) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The text of whatever bytes fit.</summary>
    public string DecodeLeniently(ReadOnlySpan<byte> bytes) => _lenient.Value.GetString(bytes);

    /// <summary>The platform gives bytes that a national standard leaves open to private use; Python refuses them.</summary>
    private static bool HasPrivateUse(string text) => text.AsSpan().ContainsAnyInRange('\ue000', '\uf8ff');

    private static IReadOnlyList<string> LanguagesOf(string name, Encoding encoding) => encoding is SingleByteEncoding page
        ? LanguagesOf(page)
        : name switch
        {
            "cp932" or "shift_jis" or "euc_jp" => ["Japanese"],
            "gb18030" or "gb2312" or "gbk" or "big5" or "cp950" => ["Chinese"],
            "johab" or "cp949" or "euc_kr" => ["Korean"],
            _ => [],
        };

    /// <summary>The languages of the first script beside Latin, by its block's name, that takes a fair part of the page.</summary>
    private static IReadOnlyList<string> LanguagesOf(SingleByteEncoding page)
    {
        var blocks = new List<string>();
        for (var value = 0x40; value < 0xff; value++)
        {
            var character = page.Characters[value];
            if (!SingleByteEncoding.IsUndefined(character) && UnicodeBlocks.Of(character) is { IsSecondary: false } block)
            {
                blocks.Add(block.Name);
            }
        }

        var script = blocks.GroupBy(block => block)
            .Where(group => group.Count() / (double)blocks.Count >= 0.15 && !group.Key.Contains("Latin", StringComparison.Ordinal))
            .Select(group => group.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return script is null ? [Language.LatinBased]
            : [.. Language.All.Where(language => language.Blocks.Contains(script)).Select(language => language.Name)];
    }
}
