using DigitalLand.Core;
using DigitalLand.Core.Csv;

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

    /// <summary>Where requests for it go; blank for files.</summary>
    public string Host => Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri) ? uri.Authority : "";
}
