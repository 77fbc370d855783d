using DigitalLand.Core.Logs;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Replaces known bad values. The patterns of a field are tried in order and then those for every field; the first that matches
/// replaces the whole value. A blank pattern matches anything, a blank value too: configurations use it for "whatever it says".
/// </summary>
public sealed class PatchPhase : RowPhase
{
    private readonly Dictionary<string, Patch[]> _patches;
    private readonly Patch[] _patchesOfEveryField;
    private readonly Dictionary<string, Remembered<string?>?> _replacements = new(StringComparer.Ordinal);
    private readonly string _resource;
    private readonly IssueLog _issues;

    /// <param name="patches">Field, blank for every field, to its patterns and their replacements.</param>
    /// <param name="resource">
    /// The file in hand. Issues from here on are logged under it: for a redirected resource that is the replacement's hash, not the
    /// name that the run's files carry.
    /// </param>
    public PatchPhase(IReadOnlyDictionary<string, OrderedDictionary<string, string>> patches, string resource, IssueLog issues)
    {
        _resource = resource;
        _issues = issues;
        var everyField = patches.GetValueOrDefault("") ?? new OrderedDictionary<string, string>(StringComparer.Ordinal);
        _patchesOfEveryField = Compile(everyField);
        _patches = patches.ToDictionary(pair => pair.Key, pair => Compile(Merge(pair.Value, everyField)), StringComparer.Ordinal);
    }

    public override IEnumerable<Row> Process(IEnumerable<Row> source)
    {
        RowLayout? layout = null;
        Remembered<string?>?[] replacements = [];
        foreach (var row in source)
        {
            if (!ReferenceEquals(row.Layout, layout))
            {
                layout = row.Layout;
                replacements = [.. layout.Fields.Select(ReplacementsOf)];
            }

            _issues.Resource = _resource;
            _issues.MoveTo(row.LineNumber, row.EntryNumber);
            for (var i = 0; i < replacements.Length; i++)
            {
                if (replacements[i] is { } replacement && row.Values[i] is { } value && replacement.Of(value) is { } patched)
                {
                    _issues.Add(layout.Fields[i], "patch", value);
                    row.Values[i] = patched;
                }
            }

            yield return row;
        }
    }

    /// <summary>What becomes of a field's values, null for those that stay; null where no pattern is for the field.</summary>
    private Remembered<string?>? ReplacementsOf(string field)
    {
        if (!_replacements.TryGetValue(field, out var replacements))
        {
            var patches = _patches.GetValueOrDefault(field, _patchesOfEveryField);
            _replacements[field] = replacements = patches.Length == 0 ? null : new Remembered<string?>(value => Replace(patches, value));
        }

        return replacements;
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
