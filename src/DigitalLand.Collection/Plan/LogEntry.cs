namespace DigitalLand.Collection.Plan;

/// <summary>One attempt to fetch an endpoint: a row of log.csv. Everything is text, as it stands in the file.</summary>
/// <param name="Bytes">Content-Length of the transfer (compressed, where it was); blank where the server did not say.</param>
/// <param name="ContentType">As the server said it.</param>
/// <param name="Elapsed">Seconds.</param>
/// <param name="Endpoint">SHA-256 of the URL.</param>
/// <param name="Resource">SHA-256 of the content; blank when nothing was kept.</param>
/// <param name="Status">HTTP status; blank when no response arrived.</param>
/// <param name="EntryDate">Start of the run that made the attempt; the same text for all of its entries.</param>
/// <param name="StartDate">Carried through.</param>
/// <param name="EndDate">Carried through.</param>
/// <param name="Exception">Why no response arrived, as the name of a Python exception class.</param>
public sealed record LogEntry(
    string Bytes,
    string ContentType,
    string Elapsed,
    string Endpoint,
    string Resource,
    string Status,
    string EntryDate,
    string StartDate,
    string EndDate,
    string Exception)
{
    /// <summary>The columns of log.csv, in the order of the properties.</summary>
    public static readonly string[] Columns =
        ["bytes", "content-type", "elapsed", "endpoint", "resource", "status", "entry-date", "start-date", "end-date", "exception"];

    public IEnumerable<string> Fields => [Bytes, ContentType, Elapsed, Endpoint, Resource, Status, EntryDate, StartDate, EndDate, Exception];
}
