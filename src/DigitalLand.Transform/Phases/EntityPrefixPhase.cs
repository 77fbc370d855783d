using DigitalLand.Core.Specifications;

namespace DigitalLand.Transform.Phases;

/// <summary>Gives an entry that still has no prefix that of its dataset.</summary>
public sealed class EntityPrefixPhase(DatasetSpecification dataset) : RowPhase
{
    private readonly RowField _prefix = new("prefix");

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        foreach (var row in source)
        {
            if (row.IsBlank(_prefix))
            {
                row[_prefix] = dataset.Name;
            }

            yield return row;
        }
    }
}
