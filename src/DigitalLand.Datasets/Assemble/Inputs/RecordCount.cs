namespace DigitalLand.Datasets.Assemble.Inputs;

/// <summary>
/// Counts the records of a CSV file that our writer or the reference's wrote, without parsing it: line ends outside quotes. Quotes are
/// balanced there, and no line is blank.
/// </summary>
internal static class RecordCount
{
    private const int BufferSize = 1 << 20;

    public static long Of(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        var (count, position, inQuotes, ended) = (0L, 0L, false, true);
        while (RandomAccess.Read(file, buffer, position) is var read and > 0)
        {
            position += read;
            var text = buffer.AsSpan(0, read);
            ended = text[^1] == '\n';
            while (text.IndexOf((byte)'"') is var quote and >= 0)
            {
                count += inQuotes ? 0 : text[..quote].Count((byte)'\n');
                inQuotes = !inQuotes;
                text = text[(quote + 1)..];
            }

            count += inQuotes ? 0 : text.Count((byte)'\n');
        }

        return ended ? count : count + 1;
    }
}
