using System.Text.Unicode;

namespace DigitalLand.Collection.Collect;

/// <summary>Whether content is text, by the plainest of signs; a program that has a charset detector gives that to the collector instead.</summary>
internal static class TextContent
{
    /// <summary>True for content that is UTF-8 throughout and has no NUL in it.</summary>
    public static bool IsIn(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[64 * 1024];
        var text = new char[buffer.Length];
        var held = 0;
        while (content.Read(buffer, held, buffer.Length - held) is var read and > 0)
        {
            var data = buffer.AsSpan(0, held + read);
            var status = Utf8.ToUtf16(data, text, out var consumed, out _, replaceInvalidSequences: false, isFinalBlock: false);
            if (status == System.Buffers.OperationStatus.InvalidData || data.Contains((byte)0))
            {
                return false;
            }

            held = data.Length - consumed;
            data[consumed..].CopyTo(buffer);
        }

        return held == 0;
    }
}
