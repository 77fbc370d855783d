namespace DigitalLand.Collection.Collect;

/// <summary>
/// One way of getting the content of an endpoint, chosen by the <c>plugin</c> column of endpoint.csv. A plugin is one file and one
/// line in <see cref="Collector"/>'s list.
/// </summary>
public interface ICollectorPlugin
{
    /// <summary>What the column says; blank for the plain way.</summary>
    string Name { get; }

    /// <summary>
    /// Writes what is to be kept to <paramref name="content"/> (nothing at all, where there is nothing to keep) and notes in
    /// <paramref name="log"/> what the plugin's kind of log says: status, headers. Times, the resource and failures are noted by the caller.
    /// </summary>
    /// <exception cref="FetchException">Nothing could be fetched; what was written is thrown away.</exception>
    Task GetAsync(Endpoint endpoint, FetchLog log, Stream content, CancellationToken cancel);
}
