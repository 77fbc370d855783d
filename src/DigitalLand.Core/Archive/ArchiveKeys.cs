namespace DigitalLand.Core.Archive;

/// <summary>
/// The keys of an archive, as the reference's tasks have written them to their bucket and content delivery network for years:
/// <c>&lt;collection&gt;-collection/collection/...</c>.
/// </summary>
public static class ArchiveKeys
{
    /// <summary>The names of a collection's lists, in the order in which one tells of the other.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["source", "endpoint", "old-resource", "log", "resource"];

    /// <summary>The folder of a collection's logs, resources and lists; ends with a slash.</summary>
    public static string Collection(string collection) => $"{collection}-collection/collection/";

    /// <summary>The content of a resource.</summary>
    /// <param name="collection">Such as <c>tree-preservation-order</c>.</param>
    /// <param name="resource">SHA-256 of the content, in hexadecimal.</param>
    public static string Resource(string collection, string resource) => $"{Collection(collection)}resource/{resource}";

    /// <summary>The log of one attempt to fetch an endpoint.</summary>
    /// <param name="collection">The endpoint's collection.</param>
    /// <param name="day">Of the run, <c>YYYY-MM-DD</c>.</param>
    /// <param name="endpoint">SHA-256 of the URL.</param>
    public static string Log(string collection, string day, string endpoint) => $"{Collection(collection)}log/{day}/{endpoint}.json";

    /// <summary>One of the collection's <see cref="Lists"/>.</summary>
    public static string List(string collection, string name) => $"{Collection(collection)}{name}.csv";

    /// <summary>What was there to transform when the collection was collected last.</summary>
    public static string State(string collection) => $"{collection}-collection/state.json";

    /// <summary>Whether a key can be one on every kind of archive: relative, no empty or dotted parts, no control characters.</summary>
    public static bool IsSafe(string key) =>
        key.Length > 0 && key.Split('/').All(part => part.Length > 0 && part is not ("." or "..")) && !key.Any(c => char.IsControl(c) || c == '\\');

    /// <exception cref="WrongUseException">The key could lead out of the archive, or is not the same everywhere.</exception>
    internal static string Checked(string key) => IsSafe(key) ? key : throw new WrongUseException($"'{key}' cannot be a name in an archive.");
}
