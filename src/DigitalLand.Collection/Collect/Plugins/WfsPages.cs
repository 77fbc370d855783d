using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DigitalLand.Collection.Collect.Addresses;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Collection.Collect.Plugins;

/// <summary>
/// A layer of a web feature service, read page by page by <c>ogr2ogr</c> into a GeoPackage. The program ends well when a later page fails, so
/// its errors are read, and its features are counted against what the service says it has.
/// </summary>
internal sealed partial class WfsPages(HttpSession session, CollectorOptions options, TimeProvider clock)
{
    /// <summary>Python's name for a program that fails, which also stands for one that lost something.</summary>
    private const string ProcessError = "CalledProcessError";

    public async Task GetAsync(Fetch fetch, int pageSize, CancellationToken cancel)
    {
        var (url, layer) = Split(fetch.Endpoint.Url);
        _ = RequestUrl.Parse(url);
        var folder = Directory.CreateTempSubdirectory("wfs-").FullName;
        try
        {
            var path = Path.Combine(folder, "layer.gpkg");
            await using var tunnels = new CheckedTunnels(options, clock);
            var finished = await Ogr2Ogr.RunAsync(Arguments(pageSize, path, url, layer), tunnels.Url, cancel).ConfigureAwait(false);
            if (tunnels.Refused is { } refused)
            {
                throw new FetchException(FetchCause.AddressNotAllowed, refused.Message, refused);
            }

            fetch.Log.Status = finished.ExitCode == 0 ? "200" : finished.ExitCode.ToString(CultureInfo.InvariantCulture);
            if (finished.ExitCode != 0 || finished.FirstError is not null)
            {
                throw new FetchException(ProcessError, $"ogr2ogr ended with {finished.ExitCode}: {finished.FirstError ?? finished.Errors.Trim()}");
            }

            if (!File.Exists(path) || new FileInfo(path).Length == 0)
            {
                throw new FetchException("EmptyWFSResponse", "ogr2ogr wrote nothing.");
            }

            await CheckCountAsync(url, layer, path, cancel).ConfigureAwait(false);
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(fetch.Content, cancel).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// The reference sets the size by a name that GDAL does not know (OGR_WFS_PAGING_PAGE_SIZE), which leaves it at 100; ours is the name it does.
    /// The date is fixed because a GeoPackage says when it was written: the same features are to be the same bytes.
    /// </summary>
    private static string[] Arguments(int pageSize, string path, string url, string layer) =>
    [
        "--config", "OGR_WFS_PAGING_ALLOWED", "ON", "--config", "OGR_WFS_PAGE_SIZE", $"{pageSize}",
        "--config", "OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z", "-f", "GPKG", path, "WFS:" + url, layer,
    ];

    /// <summary>The service and its layer; a URL that names no layer stays whole.</summary>
    private static (string Url, string Layer) Split(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        var pairs = (query < 0 ? "" : url[(query + 1)..].Split('#')[0]).Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2 && pair[1].Length > 0).ToList();
        string? Value(string name) => pairs.Find(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase)) is [_, var value]
            ? Uri.UnescapeDataString(value.Replace('+', ' '))
            : null;
        return (Value("typename") ?? Value("typenames")) is { } layer ? (url[..query], layer) : (url, "");
    }

    private async Task CheckCountAsync(string url, string layer, string path, CancellationToken cancel)
    {
        var name = Uri.EscapeDataString(layer);
        var hits = $"{url}?service=WFS&version=2.0.0&request=GetFeature&typeNames={name}&typeName={name}&resultType=hits";
        using var response = await session.SendAsync(new HttpCall(hits), cancel).ConfigureAwait(false);
        var answer = Encoding.UTF8.GetString(await response.ReadAsync(cancel).ConfigureAwait(false));
        if (response.Status == 200 && Matched().Match(answer) is { Success: true } match)
        {
            var (expected, read) = (long.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture), Count(path));
            if (read != expected)
            {
                throw new FetchException(ProcessError, $"ogr2ogr read {read} features of '{layer}', but the service counts {expected}.");
            }
        }
    }

    private static long Count(string path)
    {
        using var package = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        package.Open();
        using var count = package.CreateCommand();
        count.CommandText = "select coalesce(sum(feature_count), 0) from gpkg_ogr_contents";
        return (long)count.ExecuteScalar()!;
    }

    [GeneratedRegex("\\s(?:numberMatched|numberOfFeatures)=\"(?<count>[0-9]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Matched();
}
