using System.Text;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The different fields of a dataset's facts, numbered in the code point order of their kebab-case names: the order of the members
/// of an entity's JSON, which the reference leaves to chance.
/// </summary>
internal sealed class FieldIndex
{
    private readonly int[] _ordinals;

    public FieldIndex(FactRows rows)
    {
        _ordinals = new int[rows.Texts.Count];
        var texts = new List<int>();
        for (var row = 0; row < rows.Count; row++)
        {
            ref var seen = ref _ordinals[rows[row][rows.Columns.Field]];
            if (seen == 0)
            {
                seen = 1;
                texts.Add(rows[row][rows.Columns.Field]);
            }
        }

        Names = [.. texts.Select(text => Name(rows.Texts, text)).Distinct(StringComparer.Ordinal).Order(Core.Text.CodePointComparer.Instance)];
        foreach (var text in texts)
        {
            _ordinals[text] = Array.IndexOf(Names, Name(rows.Texts, text));
        }

        Utf8Names = Array.ConvertAll(Names, Encoding.UTF8.GetBytes);
    }

    public string[] Names { get; }

    public byte[][] Utf8Names { get; }

    /// <summary>The number of the field that a pooled text names.</summary>
    public int OrdinalOf(int text) => _ordinals[text];

    /// <summary>The number of a field, or -1 where no fact has it.</summary>
    public int IndexOf(string name) => Array.IndexOf(Names, name);

    private static string Name(TextPool texts, int text) => texts.GetString(text).Replace('_', '-');
}
