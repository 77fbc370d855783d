using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Says what the entry calls itself: its prefix, or the dataset's; its reference, or the value of the field named like the dataset.
/// </summary>
public sealed class EntityReferencePhase(DatasetSpecification dataset) : RowPhase
{
    private readonly RowField _prefix = new("prefix");
    private readonly RowField _reference = new("reference");
    private readonly RowField _own = new(dataset.Name);

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (row.IsBlank(_prefix))
            {
                row[_prefix] = dataset.Prefix;
            }

            if (row.IsBlank(_reference))
            {
                row[_reference] = row[_own] ?? "";
            }

            yield return row;
        }
    }
}
