using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Phases;

/// <summary>Gives an entry that still has no prefix that of its dataset.</summary>
public sealed class EntityPrefixPhase(DatasetSpecification dataset) : RowPhase
{
    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (row.IsBlank("prefix"))
            {
                row["prefix"] = dataset.Name;
            }

            yield return row;
        }
    }
}
