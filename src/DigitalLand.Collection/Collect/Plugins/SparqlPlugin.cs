using System.Text;
using DigitalLand.Collection.Collect.Addresses;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Collect.Plugins;

using Members = OrderedDictionary<string, object?>;

/// <summary>
/// The answer of a SPARQL service to a query that lies in a file of the configuration, as CSV (the reference's <c>plugins/sparql.py</c>):
/// the URL is <c>service#path</c>.
/// </summary>
internal sealed class SparqlPlugin(HttpSession session, AllowedHosts allowed) : ICollectorPlugin
{
    private const string Wikidata = "https://query.wikidata.org/sparql";
    private const string WikidataEntity = "http://www.wikidata.org/entity/";

    /// <summary>As the reference's library says it; some services answer only browsers.</summary>
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["Accept"] = "application/sparql-results+json,application/json,text/javascript,application/javascript",
        ["User-Agent"] = "Mozilla/5.0 (Windows NT 5.1; rv:36.0) Gecko/20100101 Firefox/36.0",
    };

    public string Name => "sparql";

    public async Task GetAsync(Fetch fetch, CancellationToken cancel)
    {
        var parts = fetch.Endpoint.Url.Split('#');
        if (parts.Length != 2)
        {
            throw new FetchException(FetchCause.ValueError, $"'{fetch.Endpoint.Url}' is not a service and the path of a query with one # between.");
        }

        var query = Uri.EscapeDataString(await QueryAsync(parts[1], cancel).ConfigureAwait(false));
        var separator = parts[0].Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var call = new HttpCall($"{parts[0]}{separator}query={query}&format=json&output=json&results=json") { Headers = Headers };
        using var response = await session.SendAsync(call, cancel).ConfigureAwait(false);
        var body = await response.ReadAsync(cancel).ConfigureAwait(false);
        if (response.Status != 200)
        {
            throw new FetchException(ErrorOf(response.Status), $"The service answered HTTP {response.Status}.");
        }

        WriteCsv(Parsed(body), parts[0] == Wikidata ? WikidataEntity : "", fetch.Content);
    }

    /// <summary>The query goes out to the service, so that only a file of the working folder may be one: any other could hold what is nobody's business.</summary>
    private async Task<string> QueryAsync(string path, CancellationToken cancel)
    {
        var isInside = !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..", StringComparer.Ordinal);
        if (!isInside && !allowed.AllowsFiles)
        {
            throw new FetchException(FetchCause.AddressNotAllowed, $"The query '{path}' is not below the working folder. Allow files with --allow-host {AllowedHosts.Files} if it should be sent.");
        }

        try
        {
            return await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FetchException("FileNotFoundError", $"There is no query '{path}'.", error);
        }
    }

    private static void WriteCsv(Members answer, string prefix, Stream content)
    {
        var variables = (answer.GetValueOrDefault("head") as Members)?.GetValueOrDefault("vars") as List<object?> ?? throw NotResults();
        var rows = (answer.GetValueOrDefault("results") as Members)?.GetValueOrDefault("bindings") as List<object?> ?? throw NotResults();
        var columns = variables.Cast<string>().Select(name => name.Replace('_', '-')).Order(CodePointComparer.Instance).ToList();
        using var csv = new CsvWriter(content);
        csv.WriteRecord(columns);
        foreach (var row in rows.Cast<Members>())
        {
            csv.WriteRecord(columns.Select(column => Value(row, column, prefix)));
        }
    }

    /// <summary>A variable with a hyphen in its own name is not found again: names cannot have one in SPARQL.</summary>
    private static string? Value(Members row, string column, string prefix)
    {
        var value = (row.GetValueOrDefault(column.Replace('-', '_')) as Members)?.GetValueOrDefault("value") as string;
        return prefix.Length > 0 && value is not null && value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : value;
    }

    private static Members Parsed(byte[] body)
    {
        try
        {
            return PythonJsonReader.Read(Encoding.UTF8.GetString(body)) as Members ?? throw NotResults();
        }
        catch (FormatException error)
        {
            throw new FetchException("JSONDecodeError", error.Message, error);
        }
    }

    private static FetchException NotResults() => new("KeyError", "The service's answer is not a table of SPARQL results in JSON.");

    /// <summary>The names that SPARQLWrapper has for them.</summary>
    private static string ErrorOf(int status) => status switch
    {
        400 => "QueryBadFormed",
        401 => "Unauthorized",
        404 => "EndPointNotFound",
        414 => "URITooLong",
        500 => "EndPointInternalError",
        _ => "HTTPError",
    };
}
