using DigitalLand.Core;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// Says what is not there before anything is built: a database without a collection looks like one whose providers all fell silent.
/// </summary>
internal static class MissingInputs
{
    private static readonly string[] RequiredLists = ["source", "endpoint", "resource", "log"];

    /// <summary>Gives a sentence for each thing that is missing and needed.</summary>
    /// <remarks>
    /// A collection is needed when the environment builds one of its datasets; others take part where they are there. Configuration files
    /// and old-resource.csv exist only where somebody has written a rule, so none of them is needed.
    /// </remarks>
    public static IReadOnlyList<string> Find(BuilderInputs inputs, LiveDatasets live)
    {
        var missing = new List<string>();
        if (!File.Exists(inputs.Organisations))
        {
            missing.Add($"There is no file '{inputs.Organisations}'.");
        }

        missing.AddRange(BuilderTables.Specification
            .Select(table => Path.Combine(inputs.Specification.Directory, table + ".csv"))
            .Where(path => !File.Exists(path))
            .Select(path => $"The specification has no file '{path}'."));
        foreach (var collection in inputs.Collections.Where(collection => live.Collections.Contains(collection.Name) || Directory.Exists(collection.Root)))
        {
            missing.AddRange(Directory.Exists(collection.Root)
                ? RequiredLists.Select(collection.List).Where(path => !File.Exists(path)).Select(path => $"The collection '{collection.Name}' has no file '{path}'.")
                : [$"The collection '{collection.Name}' is not there: there is no folder '{collection.Root}'."]);
        }

        if (inputs.Collections.Count == 0)
        {
            missing.Add("There are no collections at all.");
        }

        return missing;
    }

    /// <exception cref="RunFailedException">Something is missing, and the caller has not said that it may be.</exception>
    public static void Refuse(IReadOnlyList<string> missing)
    {
        if (missing.Count > 0)
        {
            throw new RunFailedException(
                $"Nothing was built, and what stood there stands. {string.Join(' ', missing.Take(5))}{(missing.Count > 5 ? $" And {missing.Count - 5} more." : "")} To build without it, say --allow-missing.");
        }
    }
}
