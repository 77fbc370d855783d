using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Plan;

/// <summary>A row of resource.csv: content that was collected, from where, for whom, and from when to when it was served.</summary>
/// <param name="Resource">SHA-256 of the content.</param>
/// <param name="Bytes">Of the transfer that first brought it; may be blank.</param>
/// <param name="Organisations">In code point order, as are the other lists.</param>
/// <param name="Datasets">The datasets made from it.</param>
/// <param name="Endpoints">Every endpoint that ever served it.</param>
/// <param name="StartDate">The day it was first seen.</param>
/// <param name="EndDate">The day it was last seen; blank while it is being served.</param>
public sealed record ResourceEntry(
    string Resource,
    string Bytes,
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Datasets,
    IReadOnlyList<string> Endpoints,
    string StartDate,
    string EndDate)
{
    /// <summary>The columns of resource.csv, in the order of the properties.</summary>
    public static readonly string[] Columns = ["resource", "bytes", "organisations", "datasets", "endpoints", "start-date", "end-date"];

    public IEnumerable<string> Fields =>
        [Resource, Bytes, string.Join(';', Organisations), string.Join(';', Datasets), string.Join(';', Endpoints), StartDate, EndDate];

    /// <summary>The form in which resource.csv keeps a set of names.</summary>
    internal static IReadOnlyList<string> Sorted(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(CodePointComparer.Instance)];
}
