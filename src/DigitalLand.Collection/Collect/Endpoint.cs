using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Collect;

/// <summary>A row of endpoint.csv, as far as collecting needs it.</summary>
/// <param name="Url">Exactly as written: blanks at its ends are part of its hash.</param>
/// <param name="Hash">SHA-256 of the URL as the file states it; blank where it does not.</param>
/// <param name="Plugin">How to fetch it; blank for a plain request.</param>
/// <param name="Parameters">A JSON object for the plugin; mostly blank.</param>
/// <param name="EndDate">From this day on (<c>YYYY-MM-DD</c>) it is not fetched any more; blank for a current one.</param>
public sealed record Endpoint(string Url, string Hash = "", string Plugin = "", string Parameters = "", string EndDate = "")
{
    /// <summary>The endpoints of a file in its order; rows without a URL stand for resources that were added by hand.</summary>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">The file has no column for the URL.</exception>
    public static List<Endpoint> Read(string path)
    {
        var table = CsvTable.Read(path);
        if (!table.HasColumn("endpoint-url"))
        {
            throw new RunFailedException($"'{path}' has no column 'endpoint-url', so nothing can be collected from it.");
        }

        return
        [
            .. table.Rows
                .Where(row => row["endpoint-url"].Length > 0)
                .Select(row => new Endpoint(row["endpoint-url"], row["endpoint"], row["plugin"], row["parameters"], row["end-date"])),
        ];
    }

    /// <summary>
    /// The midnight with which it ends; null for one that does not, or whose end-date cannot be read. As Python's
    /// <c>strptime("%Y-%m-%d")</c>: a month or a day may have one digit.
    /// </summary>
    public DateTime? Ends => DateTime.TryParseExact(EndDate, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The name that its URL gives it.</summary>
    public string UrlHash => Sha256Hex.OfText(Url);

    /// <summary>Whether the file's hash is another than that of the URL.</summary>
    public bool IsMisnamed => Hash.Length > 0 && Hash != UrlHash;

    /// <summary>Where requests for it go; blank for files.</summary>
    public string Host => Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri) ? uri.Authority : "";
}
