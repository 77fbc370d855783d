using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Says what the entry calls itself: its prefix, or the dataset's; its reference, or the value of the field named like the dataset.
/// </summary>
public sealed class EntityReferencePhase(DatasetSpecification dataset) : RowPhase
{
    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (row.IsBlank("prefix"))
            {
                row["prefix"] = dataset.Prefix;
            }

            if (row.IsBlank("reference"))
            {
                row["reference"] = row[dataset.Name] ?? "";
            }

            yield return row;
        }
    }
}
