using System.Globalization;

namespace DigitalLand.Core.Specifications;

/// <summary>A row of the specification's dataset.csv.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Prefix">The prefix of its references; the dataset's own name where the column is blank.</param>
/// <param name="Typology">For example <c>geography</c>; goes to every entity of the dataset.</param>
/// <param name="Collection">The collection that gathers it; blank for datasets that nobody collects.</param>
/// <param name="EntityMinimum">First entity number of the dataset, as text; blank where it has no range.</param>
/// <param name="EntityMaximum">The end of the range, as text.</param>
public sealed record DatasetSpecification(string Name, string Prefix, string Typology, string Collection, string EntityMinimum, string EntityMaximum)
{
    /// <summary>The range of the dataset's entity numbers.</summary>
    /// <exception cref="RunFailedException">A bound is blank or not a number: nothing found for such a dataset can be judged.</exception>
    public (long Minimum, long Maximum) EntityRange() => (Number(EntityMinimum, "entity-minimum"), Number(EntityMaximum, "entity-maximum"));

    private long Number(string text, string column) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RunFailedException($"The dataset '{Name}' has the {column} '{text}' in dataset.csv, which is not a number, so its entities cannot be checked.");
}
