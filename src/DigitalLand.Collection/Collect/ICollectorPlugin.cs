namespace DigitalLand.Collection.Collect;

/// <summary>
/// One way of getting the content of an endpoint, chosen by the <c>plugin</c> column of endpoint.csv. A plugin is one file and one
/// line in <see cref="Collector"/>'s list.
/// </summary>
public interface ICollectorPlugin
{
    /// <summary>What the column says; blank for the plain way.</summary>
    string Name { get; }

    /// <summary>Gets the content.</summary>
    /// <exception cref="FetchException">Nothing could be fetched; what was written is thrown away.</exception>
    Task GetAsync(Fetch fetch, CancellationToken cancel);
}
