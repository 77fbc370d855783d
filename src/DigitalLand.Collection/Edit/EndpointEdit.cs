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

    /// <summary>Every file that is changed.</summary>
    public IReadOnlyList<CsvEdit> Files => [_endpoints, _sources];

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
        if (_endpoints.Rows.Exists(row => _endpoints[row, "endpoint"] == endpoint && _endpoints[row, "endpoint-url"] == url))
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
        _sources.Add(Only(entry, SourceStore.Columns));
        foreach (var row in _sources.Rows)
        {
            _sources.Set(row, "source", SourceName(_sources[row, "collection"], _sources[row, "organisation"], _sources[row, "endpoint"]));
        }

        return true;
    }

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
