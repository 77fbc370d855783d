using System.Runtime.InteropServices;
using DigitalLand.Datasets.Assemble.Rows;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The facts that speak for one entity, one for each field: the first by priority descending, entry-date descending, entry-number
/// descending, the resource's end date descending, resource ascending, fact ascending, all compared as text (the reference's
/// <c>load_entities_range</c>); what ties in all of them is taken in the order read. So entry number 9 beats 10, and the highest priority
/// wins, unlike in <see cref="FactGroups"/>.
/// </summary>
internal sealed class ChosenFacts
{
    private const int None = -1;

    private readonly FactColumns _columns;
    private readonly TextPool _texts;
    private readonly FieldIndex _fields;
    private readonly ResourceEndDates _endDates;
    private readonly Dictionary<int, string> _endDateOfResource = [];
    private readonly int[] _chosen;
    private readonly int[][] _textsOfChosen;
    private readonly int[] _row;
    private RowBatch? _rows;

    public ChosenFacts(FactRows rows, FieldIndex fields, ResourceEndDates endDates)
    {
        _columns = rows.Columns;
        _texts = rows.Texts;
        _fields = fields;
        _endDates = endDates;
        _chosen = new int[fields.Names.Length];
        _textsOfChosen = Array.ConvertAll(_chosen, _ => new int[_columns.Pooled.Length]);
        _row = new int[_columns.Pooled.Length];
    }

    /// <summary>The text of the greatest priority of any row of the entity, chosen or not.</summary>
    public int Priority { get; private set; }

    /// <summary>Chooses among all rows of one entity, which follow one another.</summary>
    public void Choose(RowBatch rows, int start, int end)
    {
        _rows = rows;
        Array.Fill(_chosen, None);
        Priority = TextPool.Empty;
        for (var row = start; row < end; row++)
        {
            var texts = new StoredFact(rows[row], _row).Texts;
            var field = _fields.OrdinalOf(texts[_columns.Field]);
            ref var chosen = ref _chosen[field];
            if (chosen == None || SpeaksBefore(row, texts, chosen, _textsOfChosen[field]))
            {
                chosen = row;
                texts.CopyTo(_textsOfChosen[field]);
            }

            var priority = texts[_columns.Priority];
            Priority = _texts.Compare(priority, Priority) > 0 ? priority : Priority;
        }
    }

    /// <summary>Whether the entity has a field, if with an empty value.</summary>
    public bool Has(int field) => field >= 0 && _chosen[field] != None;

    /// <summary>The entity's value of a field that it has; empty without.</summary>
    public ReadOnlySpan<byte> ValueOf(int field) => Has(field) ? new StoredFact(_rows![_chosen[field]], _row).Value : default;

    private bool SpeaksBefore(int row, ReadOnlySpan<int> x, int other, ReadOnlySpan<int> y)
    {
        var order = _texts.Compare(y[_columns.Priority], x[_columns.Priority]);
        order = order != 0 ? order : _texts.Compare(y[_columns.EntryDate], x[_columns.EntryDate]);
        order = order != 0 ? order : _texts.Compare(y[_columns.EntryNumber], x[_columns.EntryNumber]);
        order = order != 0 ? order : string.CompareOrdinal(EndDateOf(y[_columns.Resource]), EndDateOf(x[_columns.Resource]));
        order = order != 0 ? order : _texts.Compare(x[_columns.Resource], y[_columns.Resource]);
        order = order != 0 ? order : FactKey.Compare(FactKey.Of(_rows![row]), FactKey.Of(_rows[other]));
        return order < 0;
    }

    private string EndDateOf(int resource)
    {
        ref var endDate = ref CollectionsMarshal.GetValueRefOrAddDefault(_endDateOfResource, resource, out var known);
        return known ? endDate! : endDate = _endDates.Of(_texts.GetString(resource));
    }
}
