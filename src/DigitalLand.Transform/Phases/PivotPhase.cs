using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>Turns an entry into facts: one for each field that it has but <c>entity</c>, in code point order of the field names.</summary>
public sealed class PivotPhase : Phase<Row, Fact>
{
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

            var entity = row["entity"] ?? "";
            var entryDate = row["entry-date"] ?? "";
            foreach (var i in order)
            {
                if (row.Values[i] is { } value)
                {
                    yield return new Fact
                    {
                        Entity = entity,
                        Field = row.Layout.Fields[i],
                        Value = value,
                        Priority = row.Priority,
                        EntryDate = entryDate,
                        LineNumber = row.LineNumber,
                        EntryNumber = row.EntryNumber,
                        Organisation = row.Organisation,
                    };
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
