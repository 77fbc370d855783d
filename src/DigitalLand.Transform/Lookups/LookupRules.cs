using System.Globalization;
using System.Numerics;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Text;

namespace DigitalLand.Transform.Lookups;

/// <summary>
/// lookup-rule.csv: datasets whose references are numbers get their entities by arithmetic, entity = reference + offset, within a range.
/// </summary>
public sealed class LookupRules
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "prefix", "dataset", "organisation", "resource", "offset", "entity-minimum", "entity-maximum", "entry-date", "start-date", "end-date", "pipeline",
    };

    private readonly Rule[] _rules;
    private readonly ILookup<string, Rule> _ofResources;

    private LookupRules(IEnumerable<Rule> rules, ILookup<string, Rule> ofResources)
    {
        _rules = [.. rules];
        _ofResources = ofResources;
    }

    /// <summary>Reads the rules of a configuration folder; no file is no rules.</summary>
    /// <exception cref="RunFailedException">The file has an unknown column, or a rule a number that is none.</exception>
    public static LookupRules Load(string directory)
    {
        var table = CsvTable.ReadIfPresent(Path.Combine(directory, "lookup-rule.csv"));
        if (table is not null && Array.Find(table.Header, column => !Known.Contains(column)) is { } unknown)
        {
            throw new RunFailedException($"{table.Path} has the column '{unknown}', which lookup rules do not know.");
        }

        var rules = (table?.Rows ?? []).Where(IsComplete).ToLookup(row => row["resource"], ToRule, StringComparer.Ordinal);
        return new LookupRules(rules[""], rules);
    }

    /// <summary>The rules as one resource sees them: its own come after the general ones.</summary>
    public LookupRules ForResource(string resource) =>
        resource.Length > 0 && _ofResources.Contains(resource) ? new LookupRules(_rules.Concat(_ofResources[resource]), _ofResources) : this;

    /// <summary>The entity that the first fitting rule makes of a reference; blank when none does or the reference is no number.</summary>
    public string Find(string prefix, string reference, string organisation)
    {
        if (_rules.Length == 0 || !TryParseInteger(reference, out var number))
        {
            return "";
        }

        var key = LookupKey.Normalise(prefix);
        foreach (var rule in _rules)
        {
            var candidate = number + rule.Offset;
            if (rule.Prefix == key && (rule.Organisation.Length == 0 || rule.Organisation == organisation) && candidate >= rule.Minimum && candidate <= rule.Maximum)
            {
                return candidate.ToString(CultureInfo.InvariantCulture);
            }
        }

        return "";
    }

    private static bool IsComplete(CsvTableRow row) => row["offset"].Length > 0 && row["entity-minimum"].Length > 0 && row["entity-maximum"].Length > 0;

    private static Rule ToRule(CsvTableRow row) => new(
        LookupKey.Normalise(row.FirstOf("prefix", "dataset", "pipeline")),
        Organisations.WithoutCountry(row["organisation"]),
        Number(row, "offset"),
        Number(row, "entity-minimum"),
        Number(row, "entity-maximum"));

    private static BigInteger Number(CsvTableRow row, string column) => TryParseInteger(row[column], out var number)
        ? number
        : throw new RunFailedException($"{row.Table.Path}, record {row.RecordNumber}: the {column} '{row[column]}' is not a number.");

    /// <summary>Python's <c>int(text)</c> for the shapes that references have: white space around, a sign, single underscores between digits.</summary>
    private static bool TryParseInteger(string text, out BigInteger number)
    {
        var digits = PythonText.Strip(text);
        number = default;
        return digits.Length > 0
            && digits[^1] != '_'
            && !digits.Contains("__", StringComparison.Ordinal)
            && char.IsAsciiDigit(digits.TrimStart('+', '-') is { Length: > 0 } unsigned ? unsigned[0] : ' ')
            && BigInteger.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private sealed record Rule(string Prefix, string Organisation, BigInteger Offset, BigInteger Minimum, BigInteger Maximum);
}
