using System.Globalization;
using DigitalLand.Core.Files;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// What one attempt to fetch an endpoint is remembered by: <c>log/&lt;date&gt;/&lt;endpoint&gt;.json</c>. A member that is null is left
/// out of the file.
/// </summary>
/// <param name="endpointUrl">As written in endpoint.csv.</param>
/// <param name="entryDate">Start of the run, the same for every attempt of it.</param>
public sealed class FetchLog(string endpointUrl, string entryDate)
{
    /// <summary>HTTP status, or a plugin's word for one.</summary>
    public string? Status { get; set; }

    /// <summary>
    /// Why nothing was fetched: the class name of the exception that Python's requests raises for the same cause, since
    /// years of logs and the reports over them speak so.
    /// </summary>
    public string? Exception { get; set; }

    /// <summary>Ours: what it really was, where <see cref="Exception"/> keeps a name that says nothing.</summary>
    public string? Cause { get; set; }

    /// <summary>Ours: what a person should know about an attempt that may well have succeeded.</summary>
    public string? Warning { get; set; }

    /// <summary>Ours: how to ask the server whether its content has changed.</summary>
    public Validators? Validators { get; set; }

    /// <summary>
    /// Ours: entry-date of the run that transferred the content, where the server said this time that it has not changed (304). The rest
    /// of the log is what it would be had the content been transferred again.
    /// </summary>
    public string? UnchangedSince { get; set; }

    /// <summary>SHA-256 of the content that was kept.</summary>
    public string? Resource { get; set; }

    public TimeSpan Elapsed { get; set; }

    /// <summary>Whether the server's certificate was verified; null where the plugin does not say.</summary>
    public bool? SslVerify { get; set; }

    /// <summary>Headers of the last request, after redirects.</summary>
    public IReadOnlyDictionary<string, object>? RequestHeaders { get; set; }

    /// <summary>Names in the server's own letter case.</summary>
    public IReadOnlyDictionary<string, object>? ResponseHeaders { get; set; }

    /// <summary>Content-Type of the response; blank where there is none.</summary>
    public string ResponseType =>
        ResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value as string ?? "";

    /// <summary>The bytes of the file.</summary>
    public byte[] ToJson()
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["elapsed"] = Elapsed.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture),
            ["endpoint-url"] = endpointUrl,
            ["entry-date"] = entryDate,
        };
        Add(members, "cause", Cause);
        Add(members, "conditional", Conditional);
        Add(members, "exception", Exception);
        Add(members, "request-headers", RequestHeaders);
        Add(members, "resource", Resource);
        Add(members, "response-headers", ResponseHeaders);
        Add(members, "ssl-verify", SslVerify);
        Add(members, "status", Status);
        Add(members, "validators", Validators?.Members);
        Add(members, "warning", Warning);
        return CanonicalJson.Encode(members);
    }

    /// <summary>Writes the log; it is on the disk when this returns, since nobody can make the attempt again.</summary>
    public void Save(string path)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(ToJson());
        file.CommitDurably();
    }

    private Dictionary<string, object>? Conditional => UnchangedSince is null
        ? null
        : new(StringComparer.Ordinal) { ["fetched"] = UnchangedSince, ["status"] = "304" };

    private static void Add(Dictionary<string, object> members, string name, object? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }
}
