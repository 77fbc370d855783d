using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// Which datasets an environment builds, by the column <c>environment</c> of dataset.csv: those of production are built everywhere, those
/// of staging in staging and development, those of development only there; a blank one nowhere (the reference's
/// <c>is_dataset_available</c>).
/// </summary>
internal sealed class LiveDatasets
{
    public static readonly string[] Environments = ["production", "staging", "development"];

    private LiveDatasets(IEnumerable<CsvTableRow> available)
    {
        var rows = available.ToList();
        Collections = rows.Select(row => row["collection"]).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        Current = rows.Where(row => row["end-date"].Length == 0).Select(row => row["dataset"]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Collections with at least one dataset that the environment builds.</summary>
    public IReadOnlySet<string> Collections { get; }

    /// <summary>Datasets that the environment builds and that have not ended.</summary>
    public IReadOnlySet<string> Current { get; }

    /// <exception cref="WrongUseException">There is no such environment.</exception>
    public static LiveDatasets Of(Specification specification, string environment)
    {
        var last = Array.IndexOf(Environments, environment);
        if (last < 0)
        {
            throw new WrongUseException($"There is no environment '{environment}': it is one of {string.Join(", ", Environments)}.");
        }

        var rows = CsvTable.Read(Path.Combine(specification.Directory, "dataset.csv")).Rows;
        return new LiveDatasets(rows.Where(row => Array.IndexOf(Environments, row["environment"]) is >= 0 and var place && place <= last));
    }
}
