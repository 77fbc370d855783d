using System.Runtime.InteropServices;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// The facts that speak for one entity, one for each field: the first by priority descending, entry-date descending, entry-number
/// descending, the resource's end date descending, resource ascending, fact ascending, all compared as text (the reference's
/// <c>load_entities_range</c>); what ties in all of them is taken in the order read. So entry number 9 beats 10, and the highest priority
/// wins, unlike in <see cref="FactTables"/>.
/// </summary>
internal sealed class ChosenFacts
{
    private const int None = -1;

    private readonly FactRows _rows;
    private readonly FieldIndex _fields;
    private readonly ResourceEndDates _endDates;
    private readonly Dictionary<int, string> _endDateOfResource = [];
    private readonly int[] _chosen;

    public ChosenFacts(FactRows rows, FieldIndex fields, ResourceEndDates endDates)
    {
        _rows = rows;
        _fields = fields;
        _endDates = endDates;
        _chosen = new int[fields.Names.Length];
    }

    /// <summary>The text of the greatest priority of any row of the entity, chosen or not.</summary>
    public int Priority { get; private set; }

    /// <summary>Chooses among all rows of one entity.</summary>
    public void Choose(ReadOnlySpan<int> rows)
    {
        Array.Fill(_chosen, None);
        Priority = TextPool.Empty;
        foreach (var row in rows)
        {
            var texts = _rows[row];
            ref var chosen = ref _chosen[_fields.OrdinalOf(texts[_rows.Columns.Field])];
            chosen = chosen == None || SpeaksBefore(row, chosen) ? row : chosen;
            var priority = texts[_rows.Columns.Priority];
            Priority = _rows.Texts.Compare(priority, Priority) > 0 ? priority : Priority;
        }
    }

    /// <summary>The text of the entity's value of a field; null where it has none, which differs from an empty value.</summary>
    public int? ValueOf(int field) => field >= 0 && _chosen[field] is var row and not None ? _rows[row][_rows.Columns.Value] : null;

    private bool SpeaksBefore(int row, int other)
    {
        var (texts, columns) = (_rows.Texts, _rows.Columns);
        var x = _rows[row];
        var y = _rows[other];
        var order = texts.Compare(y[columns.Priority], x[columns.Priority]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryDate], x[columns.EntryDate]);
        order = order != 0 ? order : texts.Compare(y[columns.EntryNumber], x[columns.EntryNumber]);
        order = order != 0 ? order : string.CompareOrdinal(EndDateOf(y[columns.Resource]), EndDateOf(x[columns.Resource]));
        order = order != 0 ? order : texts.Compare(x[columns.Resource], y[columns.Resource]);
        order = order != 0 ? order : texts.Compare(x[columns.Fact], y[columns.Fact]);
        order = order != 0 ? order : row.CompareTo(other);
        return order < 0;
    }

    private string EndDateOf(int resource)
    {
        ref var endDate = ref CollectionsMarshal.GetValueRefOrAddDefault(_endDateOfResource, resource, out var known);
        return known ? endDate! : endDate = _endDates.Of(_rows.Texts.GetString(resource));
    }
}
