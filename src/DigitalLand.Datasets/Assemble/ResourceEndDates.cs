using DigitalLand.Core.Csv;

namespace DigitalLand.Datasets.Assemble;

/// <summary>
/// When each resource was last the provider's current one, from resource.csv: where two values tie in everything that they say
/// themselves, the resource that lived longer wins, and one without an end date lives longest.
/// </summary>
internal sealed class ResourceEndDates
{
    /// <summary>The end date of a resource that has none, or that resource.csv does not list.</summary>
    public const string NotEnded = "2999-12-31";

    private readonly Dictionary<string, string> _endDates = new(StringComparer.Ordinal);

    /// <param name="table">resource.csv: the columns <c>resource</c> and <c>end-date</c>. Of several rows of a resource the latest end counts.</param>
    public ResourceEndDates(CsvTable table)
    {
        foreach (var row in table.Rows)
        {
            var endDate = row["end-date"] is { Length: > 0 } date ? date : NotEnded;
            if (!_endDates.TryGetValue(row["resource"], out var known) || string.CompareOrdinal(endDate, known) > 0)
            {
                _endDates[row["resource"]] = endDate;
            }
        }
    }

    public string Of(string resource) => _endDates.GetValueOrDefault(resource, NotEnded);
}
