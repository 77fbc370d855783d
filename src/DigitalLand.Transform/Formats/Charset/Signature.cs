namespace DigitalLand.Transform.Formats.Charset;

/// <summary>The bytes at a file's start that name its encoding.</summary>
/// <param name="Codec">The codec's name.</param>
/// <param name="Length">In bytes; 0 for none.</param>
internal readonly record struct Signature(string? Codec, int Length)
{
    public const int Longest = 5;

    public static Signature Of(ReadOnlySpan<byte> start) => start switch
    {
        [0xef, 0xbb, 0xbf, ..] => new("utf_8", 3),
        [0x2b, 0x2f, 0x76, 0x38, 0x2d, ..] => new("utf_7", 5),
        [0x2b, 0x2f, 0x76, 0x38 or 0x39 or 0x2b or 0x2f, ..] => new("utf_7", 4),
        [0x84, 0x31, 0x95, 0x33, ..] => new("gb18030", 4),
        [0x00, 0x00, 0xfe, 0xff, ..] or [0xff, 0xfe, 0x00, 0x00, ..] => new("utf_32", 4),
        [0xfe, 0xff, ..] or [0xff, 0xfe, ..] => new("utf_16", 2),
        _ => default,
    };
}
