using DigitalLand.Core.Csv;

namespace DigitalLand.Core.Configurations;

/// <summary>
/// The rows of one configuration file, kept by whom they are for: one resource, one endpoint, or everything of the collection.
/// A row that names both is for the resource. Within a scope a later row with the same key replaces the value and keeps the
/// place of the first.
/// </summary>
/// <typeparam name="TValue">What a row says about its key.</typeparam>
internal sealed class ScopedRules<TValue>
{
    /// <summary>The scope of rows that name neither a resource nor an endpoint.</summary>
    public const string General = "";

    private static readonly OrderedDictionary<string, TValue> None = new(StringComparer.Ordinal);

    private readonly Dictionary<string, OrderedDictionary<string, TValue>> _scopes = new(StringComparer.Ordinal);

    public void Add(string scope, string key, TValue value) => Scope(scope)[key] = value;

    /// <summary>The rules of a scope in order; empty where there are none.</summary>
    public OrderedDictionary<string, TValue> this[string scope] => _scopes.GetValueOrDefault(scope, None);

    /// <summary>
    /// One map out of several scopes, each laid over the one before: a key that is there already keeps its place and takes the
    /// later scope's value.
    /// </summary>
    public OrderedDictionary<string, TValue> Overlay(params IEnumerable<string> scopes)
    {
        var merged = new OrderedDictionary<string, TValue>(StringComparer.Ordinal);
        foreach (var scope in scopes)
        {
            foreach (var (key, value) in this[scope])
            {
                merged[key] = value;
            }
        }

        return merged;
    }

    /// <summary>For rules that can be for a resource: its hash, else the endpoint's, else general.</summary>
    public static string ScopeOf(CsvTableRow row) => row.FirstOf("resource", "endpoint");

    /// <summary>For rules that the reference never looks up by resource: such a row counts as the endpoint's or as general.</summary>
    public static string EndpointScopeOf(CsvTableRow row) => row["endpoint"];

    private OrderedDictionary<string, TValue> Scope(string scope)
    {
        if (!_scopes.TryGetValue(scope, out var rules))
        {
            _scopes[scope] = rules = new OrderedDictionary<string, TValue>(StringComparer.Ordinal);
        }

        return rules;
    }
}
