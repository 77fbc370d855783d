using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Phases;

/// <summary>
/// Replaces known bad values. The patterns of a field are tried in order and then those for every field; the first that matches
/// replaces the whole value. A blank pattern matches anything, a blank value too: configurations use it for "whatever it says".
/// </summary>
public sealed class PatchPhase : RowPhase
{
    private readonly PatchTable _patches;
    private readonly Dictionary<string, Remembered<string?>?> _replacements = new(StringComparer.Ordinal);
    private readonly string _resource;
    private readonly IssueLog _issues;

    /// <param name="resource">
    /// The file in hand. Issues from here on are logged under it: for a redirected resource that is the replacement's hash, not the
    /// name that the run's files carry.
    /// </param>
    public PatchPhase(PatchTable patches, string resource, IssueLog issues)
    {
        _patches = patches;
        _resource = resource;
        _issues = issues;
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
            _replacements[field] = replacements = _patches.Replacing(field) is { } replace ? new Remembered<string?>(replace) : null;
        }

        return replacements;
    }
}
