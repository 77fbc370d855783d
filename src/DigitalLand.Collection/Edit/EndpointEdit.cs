using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Core.Hashing;

namespace DigitalLand.Collection.Edit;

/// <summary>Adds endpoints and their sources to a collection (the reference's <c>Collection.add_source_endpoint</c>).</summary>
/// <param name="directory">Of the collection: its endpoint.csv and source.csv.</param>
/// <param name="clock">The day on which something is entered.</param>
public sealed class EndpointEdit(string directory, TimeProvider clock)
{
    private readonly CsvEdit _endpoints = CsvEdit.Open(Path.Combine(directory, "endpoint.csv"), EndpointStore.Columns);
    private readonly CsvEdit _sources = CsvEdit.Open(Path.Combine(directory, "source.csv"), SourceStore.Columns);

    /// <summary>Every file that is changed, sources first: an endpoint that is collected without a source stops the planning.</summary>
    public IReadOnlyList<FileEdit> Files => [_sources, _endpoints];

    /// <summary>Adds an endpoint and its source, and computes the name of every source anew.</summary>
    /// <param name="collection">The collection's name; also the pipelines, where the fields say none.</param>
    /// <param name="url">Of the endpoint, exactly as it will be asked for.</param>
    /// <param name="fields">Columns of endpoint.csv and source.csv.</param>
    /// <returns>False where the endpoint is there already: nothing is added then.</returns>
    /// <exception cref="WrongUseException">A field is no column of either file.</exception>
    public bool Add(string collection, string url, IReadOnlyDictionary<string, string> fields)
    {
        if (fields.Keys.FirstOrDefault(name => !EndpointStore.Columns.Contains(name, StringComparer.Ordinal) && !SourceStore.Columns.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new WrongUseException($"'{unknown}' is no column of endpoint.csv or source.csv.");
        }

        var endpoint = Sha256Hex.OfText(url);
        if (_endpoints.Rows.Any(row => _endpoints[row, "endpoint"] == endpoint && _endpoints[row, "endpoint-url"] == url))
        {
            return false;
        }

        var today = IsoTimestamp.Of(clock.Today());
        var entry = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["collection"] = fields.GetValueOrDefault("collection") is { Length: > 0 } named ? named : collection,
            ["endpoint"] = endpoint,
            ["endpoint-url"] = url,
            ["entry-date"] = fields.GetValueOrDefault("entry-date") is { Length: > 0 } date ? date : today,
            ["start-date"] = Date(fields.GetValueOrDefault("start-date", ""), today),
            ["end-date"] = Date(fields.GetValueOrDefault("end-date", ""), today),
        };
        entry.TryAdd("pipelines", entry["collection"]);
        _endpoints.Add(Only(entry, EndpointStore.Columns));
        foreach (var row in _sources.Rows)
        {
            _sources.Set(row, "source", Name(row));
        }

        // An edit that was broken off may have added the source already.
        entry["source"] = SourceName(entry["collection"], entry.GetValueOrDefault("organisation", ""), endpoint);
        if (!_sources.Rows.Any(row => _sources[row, "source"] == entry["source"] && _sources[row, "end-date"].Length == 0))
        {
            _sources.Add(Only(entry, SourceStore.Columns));
        }

        return true;
    }

    /// <summary>
    /// The other endpoints from which an organisation's data for a dataset comes, as far as they or their sources have not ended: they may have
    /// become superfluous.
    /// </summary>
    /// <param name="organisation">Such as <c>local-authority:DNC</c>.</param>
    /// <param name="dataset">What the column <c>pipelines</c> says, as a whole.</param>
    /// <param name="url">Of the endpoint that stays.</param>
    /// <returns>Hash, URL and entry-date of the source.</returns>
    public IReadOnlyList<(string Endpoint, string Url, string EntryDate)> Others(string organisation, string dataset, string url) =>
    [
        .. from source in _sources.Rows
        where _sources[source, "organisation"] == organisation && _sources[source, "pipelines"] == dataset
        let hash = _sources[source, "endpoint"]
        let endpoint = _endpoints.Rows.FirstOrDefault(row => _endpoints[row, "endpoint"] == hash)
        where hash.Length > 0 && hash != Sha256Hex.OfText(url)
        where _sources[source, "end-date"].Length == 0 || (endpoint is not null && _endpoints[endpoint, "end-date"].Length == 0)
        select (hash, endpoint is null ? "" : _endpoints[endpoint, "endpoint-url"], _sources[source, "entry-date"]),
    ];

    /// <summary>Ends endpoints, and their sources for this organisation and dataset, today.</summary>
    public void Retire(IReadOnlyCollection<string> endpoints, string organisation, string dataset)
    {
        var today = IsoTimestamp.Of(clock.Today());
        End(_endpoints, row => endpoints.Contains(_endpoints[row, "endpoint"]));
        End(_sources, row => endpoints.Contains(_sources[row, "endpoint"]) && _sources[row, "organisation"] == organisation && _sources[row, "pipelines"] == dataset);

        void End(CsvEdit file, Func<string[], bool> isMeant)
        {
            foreach (var row in file.Rows.Where(row => isMeant(row) && file[row, "end-date"].Length == 0))
            {
                file.Set(row, "end-date", today);
            }
        }
    }

    private string Name(string[] source) => SourceName(_sources[source, "collection"], _sources[source, "organisation"], _sources[source, "endpoint"]);

    /// <summary>MD5 names a source; it keeps nothing safe.</summary>
    public static string SourceName(string collection, string organisation, string endpoint) =>
#pragma warning disable CA5351 // the name's algorithm is the data's, not a protection
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{collection}|{organisation}|{endpoint}")));
#pragma warning restore CA5351

    /// <summary>2024-05-01 or 01/05/2024; what is neither becomes today, as in the reference.</summary>
    private static string Date(string text, string today) =>
        text.Length == 0 ? ""
        : DateOnly.TryParseExact(text, ["yyyy-M-d", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? IsoTimestamp.Of(date)
        : today;

    private static Dictionary<string, string> Only(Dictionary<string, string> entry, string[] columns) =>
        entry.Where(pair => columns.Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal);
}
