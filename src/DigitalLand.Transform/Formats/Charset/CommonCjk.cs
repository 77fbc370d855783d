using System.Text;

namespace DigitalLand.Transform.Formats.Charset;

/// <summary>Chinese characters in common use: level 1 of GB 2312 (rows 16 to 55), which is ordered by use.</summary>
internal static class CommonCjk
{
    private static readonly HashSet<int> Characters = [.. Load()];

    public static bool Contains(int codePoint) => Characters.Contains(codePoint);

    private static IEnumerable<int> Load()
    {
        var gb2312 = CodePagesEncodingProvider.Instance.GetEncoding(936) ?? throw new NotSupportedException("Code page 936 is missing.");
        for (var row = 0xb0; row <= 0xd7; row++)
        {
            for (var cell = 0xa1; cell <= 0xfe; cell++)
            {
                yield return gb2312.GetString([(byte)row, (byte)cell])[0];
            }
        }
    }
}
