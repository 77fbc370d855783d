namespace DigitalLand.Collection.Collect;

/// <summary>One fetch of an endpoint, as a plugin carries it out.</summary>
/// <param name="Endpoint">What to fetch.</param>
/// <param name="Log">
/// Gets what the plugin's kind of log says: status, headers. Times, the resource and failures are noted by the caller, except where the
/// content turns out to be a resource that is there already: then the plugin names it, and writes nothing.
/// </param>
/// <param name="Content">Gets what is to be kept; nothing at all, where there is nothing to keep.</param>
/// <param name="Previous">What the server may be asked about; null to transfer the content.</param>
public sealed record Fetch(Endpoint Endpoint, FetchLog Log, Stream Content, PreviousFetch? Previous = null);
