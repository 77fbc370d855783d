using DigitalLand.Core.Csv;

namespace DigitalLand.Core.Organisations;

/// <summary>
/// Finds the organisation that a value means: its own code, its opendatacommunities URI in several spellings, its
/// statistical-geography code. A port of the reference's <c>Organisation</c>, whose order of assignments decides what blank
/// and shared keys mean; run as it stands there rather than tidied.
/// </summary>
public sealed class Organisation
{
    private const string UriColumn = "opendatacommunities-uri";

    private static readonly string[] LegacyPrefixes =
    [
        "http://opendatacommunities.org/resource?uri=http://opendatacommunities.org/id/geography/administration/nmd/",
        "http://opendatacommunities.org/id/geography/administration/nmd/",
        "http://opendatacommunities.org/id/geography/administration/ua/",
        "http://opendatacommunities.org/id/geography/administration/npark/",
    ];

    private readonly Dictionary<string, string> _lookup = new(StringComparer.Ordinal);

    /// <param name="table">organisation.csv: at least the column <c>organisation</c>.</param>
    /// <exception cref="WrongUseException">The table has no such column.</exception>
    public Organisation(CsvTable table)
    {
        if (table.Rows.Count > 0 && !table.HasColumn("organisation"))
        {
            throw new WrongUseException($"'{table.Path}' is not a file of organisations: it has no column 'organisation'.");
        }

        // Ordered: what a key means may depend on the keys before it.
        var uris = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var hasUris = table.HasColumn(UriColumn);
        foreach (var row in table.Rows)
        {
            var organisation = row["organisation"];
            _lookup[organisation] = organisation;
            if (hasUris)
            {
                AddUris(uris, row, organisation);
            }
        }

        foreach (var key in uris.Keys)
        {
            if (uris.TryGetValue(uris[key], out var uri) && _lookup.TryGetValue(uri, out var organisation))
            {
                _lookup[key] = organisation;
            }
        }

        foreach (var row in table.Rows)
        {
            _lookup[row["organisation"].ToLowerInvariant()] = row["organisation"];
        }
    }

    /// <summary>The organisation's code, such as <c>local-authority:DNC</c>; empty when the value is blank or means nobody.</summary>
    public string Lookup(string value)
    {
        if (value.Length == 0)
        {
            return "";
        }

        foreach (var prefix in LegacyPrefixes)
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
            {
                value = value[prefix.Length..];
            }
        }

        var key = value.ToLowerInvariant();
        return _lookup.GetValueOrDefault(key)
            ?? _lookup.GetValueOrDefault(key.Replace("-eng", "", StringComparison.Ordinal))
            ?? "";
    }

    private void AddUris(OrderedDictionary<string, string> uris, CsvTableRow row, string organisation)
    {
        var uri = row[UriColumn].ToLowerInvariant();
        var secure = uri.Replace("http:", "https:", StringComparison.Ordinal);
        _lookup[uri] = organisation;
        uris[organisation.ToLowerInvariant()] = uri;
        uris[uri] = uri;
        uris[secure] = uri;
        uris[uri.Replace("/id/", "/doc/", StringComparison.Ordinal)] = uri;
        uris[secure.Replace("/id/", "/doc/", StringComparison.Ordinal)] = uri;
        uris[uri.TrimEnd('/').Split('/')[^1]] = uri;
        uris[row["statistical-geography"].ToLowerInvariant()] = uri;
        if (organisation.Contains("local-authority-eng", StringComparison.Ordinal))
        {
            var code = organisation.Split(':')[^1];
            uris[$"https://digital-land.github.io/organisation/local-authority-eng/{code}/".ToLowerInvariant()] = uri;
        }
    }
}
