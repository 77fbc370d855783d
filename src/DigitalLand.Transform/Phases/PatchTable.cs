using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>The patches of a resource, compiled once for all that work on it.</summary>
public sealed class PatchTable
{
    private readonly Dictionary<string, Patch[]> _patches;
    private readonly Patch[] _patchesOfEveryField;

    /// <param name="patches">Field, blank for every field, to its patterns and their replacements.</param>
    public PatchTable(IReadOnlyDictionary<string, OrderedDictionary<string, string>> patches)
    {
        var everyField = patches.GetValueOrDefault("") ?? new OrderedDictionary<string, string>(StringComparer.Ordinal);
        _patchesOfEveryField = Compile(everyField);
        _patches = patches.ToDictionary(pair => pair.Key, pair => Compile(Merge(pair.Value, everyField)), StringComparer.Ordinal);
    }

    /// <summary>What becomes of a field's values, null for those that stay; null where no pattern is for the field.</summary>
    public Func<string, string?>? Replacing(string field)
    {
        var patches = _patches.GetValueOrDefault(field, _patchesOfEveryField);
        return patches.Length == 0 ? null : value => Replace(patches, value);
    }

    private static string? Replace(Patch[] patches, string value)
    {
        foreach (var patch in patches)
        {
            if (patch.TryReplace(value, out var replacement))
            {
                return replacement == value ? null : replacement;
            }
        }

        return null;
    }

    /// <summary>A pattern that both have keeps its place among the field's and takes the replacement for every field.</summary>
    private static OrderedDictionary<string, string> Merge(OrderedDictionary<string, string> ofField, OrderedDictionary<string, string> ofEveryField)
    {
        var merged = new OrderedDictionary<string, string>(ofField, StringComparer.Ordinal);
        foreach (var (pattern, replacement) in ofEveryField)
        {
            merged[pattern] = replacement;
        }

        return merged;
    }

    private static Patch[] Compile(OrderedDictionary<string, string> patterns) => [.. patterns.Select(pair => new Patch(pair.Key, pair.Value))];

    private sealed class Patch(string pattern, string template)
    {
        // Hundreds of patterns stand in some files and most never meet a value that could match: compiled on first use.
        private PythonRegex? _regex;
        private PythonRegex? _literal;

        public bool TryReplace(string value, out string replacement)
        {
            // A pattern that is the value is meant literally, so that (brackets) and dots need no escapes.
            var regex = pattern == value
                ? _literal ??= new PythonRegex(System.Text.RegularExpressions.Regex.Escape(pattern), ignoreCase: true)
                : _regex ??= new PythonRegex(pattern, ignoreCase: true);
            var match = regex.Match(value);
            replacement = match.Success ? PythonRegex.Expand(template, match) : value;
            return match.Success;
        }
    }
}
