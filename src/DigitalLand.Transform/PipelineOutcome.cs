namespace DigitalLand.Transform;

/// <summary>What became of one resource.</summary>
/// <param name="Resource">The name that its logs carry.</param>
/// <param name="Lines">Records read, the header counted.</param>
/// <param name="Entries">Entries kept.</param>
/// <param name="Entities">Distinct entities.</param>
/// <param name="Facts">Rows of the transformed file.</param>
/// <param name="Issues">How many of each type.</param>
/// <param name="ConversionFailure">Why the resource could not be read as a table; null where it could.</param>
/// <param name="Warnings">Sentences for the person who runs this: what was suspicious though not an error.</param>
public sealed record PipelineOutcome(
    string Resource,
    int Lines,
    int Entries,
    int Entities,
    long Facts,
    IReadOnlyDictionary<string, int> Issues,
    string? ConversionFailure,
    IReadOnlyList<string> Warnings);
