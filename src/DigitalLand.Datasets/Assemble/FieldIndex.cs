using System.Text;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The different fields of a dataset's facts, numbered in the code point order of their kebab-case names: the order of the members
/// of an entity's JSON, which the reference leaves to chance.
/// </summary>
internal sealed class FieldIndex
{
    private readonly Dictionary<int, int> _ordinals = [];
    private readonly List<int>[] _texts;

    public FieldIndex(FactRows rows)
    {
        Names = [.. rows.Fields.Select(text => Name(rows.Texts, text)).Distinct(StringComparer.Ordinal).Order(Core.Text.CodePointComparer.Instance)];
        _texts = Array.ConvertAll(Names, _ => new List<int>());
        foreach (var text in rows.Fields)
        {
            var ordinal = Array.IndexOf(Names, Name(rows.Texts, text));
            _ordinals[text] = ordinal;
            _texts[ordinal].Add(text);
        }

        Utf8Names = Array.ConvertAll(Names, Encoding.UTF8.GetBytes);
    }

    public string[] Names { get; }

    public byte[][] Utf8Names { get; }

    /// <summary>The number of the field that a pooled text names.</summary>
    public int OrdinalOf(int text) => _ordinals[text];

    /// <summary>The pooled texts that name a field: more than one where some facts have it in snake case.</summary>
    public IReadOnlyList<int> TextsOf(int field) => _texts[field];

    /// <summary>The number of a field, or -1 where no fact has it.</summary>
    public int IndexOf(string name) => Array.IndexOf(Names, name);

    private static string Name(TextPool texts, int text) => texts.GetString(text).Replace('_', '-');
}
