namespace DigitalLand.Transform.Bench;

/// <summary>A table for a README: the first column is text, the others are numbers.</summary>
internal sealed class MarkdownTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(TextWriter writer)
    {
        Write(writer, columns);
        Write(writer, [.. columns.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in _rows)
        {
            Write(writer, row);
        }

        writer.WriteLine();
    }

    private static void Write(TextWriter writer, string[] cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
