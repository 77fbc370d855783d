using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>Turns an entry into facts: one for each field that it has but <c>entity</c>, in code point order of the field names.</summary>
/// <param name="pool">Where facts come from that are used again; null makes new ones, which may be held.</param>
public sealed class PivotPhase(FactPool? pool = null) : Phase<Row, Fact>
{
    private readonly RowField _entity = new("entity");
    private readonly RowField _entryDate = new("entry-date");

    public override IEnumerable<Fact> Process(IEnumerable<Row> source)
    {
        RowLayout? layout = null;
        int[] order = [];
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, layout))
            {
                layout = row.Layout;
                order = Order(layout);
            }

            var entity = row[_entity] ?? "";
            var entryDate = row[_entryDate] ?? "";
            foreach (var i in order)
            {
                if (row.Values[i] is { } value)
                {
                    var fact = pool?.Take() ?? new Fact();
                    fact.Entity = entity;
                    fact.Field = row.Layout.Fields[i];
                    fact.Value = value;
                    fact.Priority = row.Priority;
                    fact.EntryDate = entryDate;
                    fact.LineNumber = row.LineNumber;
                    fact.EntryNumber = row.EntryNumber;
                    fact.Organisation = row.Organisation;
                    fact.Prefix = fact.Reference = "";
                    fact.ReferenceEntity = null;
                    yield return fact;
                }
            }
        }
    }

    private static int[] Order(RowLayout layout) =>
    [
        .. Enumerable.Range(0, layout.Fields.Length)
            .Where(i => layout.Fields[i] != "entity")
            .OrderBy(i => layout.Fields[i], CodePointComparer.Instance),
    ];
}
