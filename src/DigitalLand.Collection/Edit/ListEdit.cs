using DigitalLand.Core.Csv;

namespace DigitalLand.Collection.Edit;

/// <summary>A CSV file that is derived from other things and made anew as a whole, such as log.csv.</summary>
public sealed class ListEdit : FileEdit
{
    private readonly string[] _columns;
    private readonly IEnumerable<IEnumerable<string>> _records;
    private readonly List<string> _changes;

    /// <param name="path">The file.</param>
    /// <param name="columns">Of the new file.</param>
    /// <param name="records">Of the new file; enumerated more than once.</param>
    public ListEdit(string path, string[] columns, IEnumerable<IEnumerable<string>> records)
        : base(path)
    {
        _columns = columns;
        _records = records;
        _changes = Compare();
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Changes() => _changes;

    /// <inheritdoc/>
    public override void WriteTo(Stream stream)
    {
        using var writer = new CsvWriter(stream);
        writer.WriteRecord(_columns);
        foreach (var record in _records)
        {
            writer.WriteRecord(record);
        }
    }

    private List<string> Compare()
    {
        var before = Before();
        var coming = _records.Prepend(_columns).Select(Line).Where(line => !TakeOne(before, line)).Select(line => "+" + line).ToList();
        return [.. before.SelectMany(line => Enumerable.Repeat("-" + line.Key, line.Value)), .. coming];
    }

    /// <summary>How often each line stands in the file.</summary>
    private Dictionary<string, int> Before()
    {
        var before = new Dictionary<string, int>(StringComparer.Ordinal);
        if (!File.Exists(Path))
        {
            return before;
        }

        using var reader = CsvReader.Open(Path);
        while (reader.Read())
        {
            if (reader.FieldCount > 0)
            {
                var line = Line(reader.ToArray());
                before[line] = before.GetValueOrDefault(line) + 1;
            }
        }

        return before;
    }

    private static bool TakeOne(Dictionary<string, int> lines, string line)
    {
        if (!lines.TryGetValue(line, out var count))
        {
            return false;
        }

        if (count == 1)
        {
            lines.Remove(line);
        }
        else
        {
            lines[line] = count - 1;
        }

        return true;
    }
}
