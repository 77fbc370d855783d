using System.Collections.Frozen;
using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>
/// The encodings that are tried, in order: those of several bytes first, since they fit by accident least. Left out are the 7-bit
/// ones (ISO 2022, HZ, UTF-7), whose bytes are ASCII as well, and the rare relatives of EUC and Big5 that the platform lacks.
/// </summary>
internal static class Codecs
{
    public static readonly Codec Utf8 = new("utf_8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), isMultiByte: true);

    public static readonly Codec Ascii = new(
        "ascii", Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback), isMultiByte: false);

    private static readonly Lazy<IReadOnlyList<Codec>> Loaded = new(() => [.. MultiByte(), Ascii, .. SingleByte()]);

    private static readonly Lazy<FrozenDictionary<string, string[]>> Similar =
        new(() => CharsetData.Rows("similar-code-pages").ToFrozenDictionary(row => row[0], row => row[1].Split(' ')));

    /// <summary>Loaded when first asked for: nearly all files are ASCII or UTF-8, and need none of it.</summary>
    public static IReadOnlyList<Codec> All => Loaded.Value;

    public static Codec? Find(string name) => name switch
    {
        "ascii" => Ascii,
        "utf_8" => Utf8,
        _ => All.FirstOrDefault(codec => codec.Name == name),
    };

    /// <summary>Names of the code pages that share four characters in five with this one, where that is known to matter.</summary>
    public static IReadOnlyList<string> SimilarTo(Codec codec) => Similar.Value.GetValueOrDefault(codec.Name, []);

    private static IEnumerable<Codec> MultiByte()
    {
        (string Name, int CodePage)[] pages =
        [
            ("big5", 950), ("cp932", 932), ("cp949", 949), ("cp950", 950), ("euc_jp", 51932), ("euc_kr", 51949), ("gb18030", 54936),
            ("gb2312", 936), ("gbk", 936), ("johab", 1361), ("shift_jis", 932),
        ];
        foreach (var (name, codePage) in pages)
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? throw new NotSupportedException($"Code page {codePage} is missing.");
            yield return new(name, encoding, isMultiByte: true);
        }

        yield return new("utf_16_be", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), isMultiByte: true);
        yield return new("utf_16_le", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), isMultiByte: true);
        yield return new("utf_32_be", new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true), isMultiByte: true);
        yield return new("utf_32_le", new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), isMultiByte: true);
        yield return Utf8;
    }

    private static IEnumerable<Codec> SingleByte() => SingleByteEncoding.LoadAll().Select(page => new Codec(page.Key, page.Value, isMultiByte: false));
}
