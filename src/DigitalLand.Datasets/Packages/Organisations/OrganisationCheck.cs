using DigitalLand.Core.Csv;
using DigitalLand.Core.Files;

namespace DigitalLand.Datasets.Packages.Organisations;

/// <summary>Something about an organisation that should be looked at.</summary>
public sealed record OrganisationIssue(string Severity, string Entity, string Prefix, string Reference, string Issue, string Field = "", string Value = "")
{
    /// <summary>For a person, where it is an error.</summary>
    public string Sentence => $"{Severity} {Prefix}:{Reference} {Issue} {Field} {Value}";
}

/// <summary>
/// Checks organisation.csv (the reference's <c>OrganisationPackage.check</c>): identifiers that two organisations share, authorities without those that they
/// should have, and planning authorities that do not exist. Rows of one organisation are taken together; the later value counts.
/// </summary>
public static class OrganisationCheck
{
    private const string Error = "error";
    private const string Warning = "warning";

    private static readonly string[] Columns = ["datapackage", "severity", "entity", "prefix", "reference", "issue", "field", "value"];

    /// <summary>Types of local authorities that plan nothing: counties, combined authorities, strategic regional authorities.</summary>
    private static readonly string[] TypesWithoutPlanning = ["CTY", "COMB", "SRA"];

    /// <summary>All issues, organisation by organisation.</summary>
    /// <param name="organisations">organisation.csv.</param>
    /// <param name="planningAuthorities">The entities of local-planning-authority; their references count.</param>
    public static IReadOnlyList<OrganisationIssue> Run(CsvTable organisations, CsvTable planningAuthorities)
    {
        var known = planningAuthorities.Rows.Select(row => row["reference"]).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<(string Field, string Value)>();
        var issues = new List<OrganisationIssue>();
        foreach (var organisation in Merged(organisations))
        {
            CheckEntity(issues, organisation, seen);
            CheckWikidata(issues, organisation, seen);
            CheckPlanningAuthority(issues, organisation, known);
            CheckIdentifier(issues, organisation, "billing-authority", seen);
            CheckIdentifier(issues, organisation, "opendatacommunities-uri", seen);
        }

        return issues;
    }

    /// <summary>Writes the issues as CSV.</summary>
    public static void Write(string path, IEnumerable<OrganisationIssue> issues) => AtomicFile.WriteCsv(
        path,
        Columns,
        issues.Select(issue => (string[])["organisation", issue.Severity, issue.Entity, issue.Prefix, issue.Reference, issue.Issue, issue.Field, issue.Value]));

    private static void CheckEntity(List<OrganisationIssue> issues, Row organisation, HashSet<(string Field, string Value)> seen)
    {
        if (!seen.Add(("entity", organisation["entity"])))
        {
            issues.Add(organisation.Issue(Error, "duplicate entity"));
        }
    }

    private static void CheckWikidata(List<OrganisationIssue> issues, Row organisation, HashSet<(string Field, string Value)> seen)
    {
        if (organisation["wikidata"] is { Length: > 0 } wikidata && !seen.Add(("wikidata", wikidata)))
        {
            // One organisation is known to share its page.
            issues.Add(organisation.Issue(organisation["entity"] == "600001" ? Warning : Error, "duplicate value", "wikidata", wikidata));
        }
    }

    private static void CheckPlanningAuthority(List<OrganisationIssue> issues, Row organisation, HashSet<string> known)
    {
        const string Field = "local-planning-authority";
        var authority = organisation[Field];
        if (authority.Length > 0)
        {
            if (!known.Contains(authority))
            {
                issues.Add(organisation.Issue(Error, "unknown", Field, authority));
            }
        }
        else if (organisation["dataset"] is "local-authority" or "national-park-authority" && !TypesWithoutPlanning.Contains(organisation["local-authority-type"], StringComparer.Ordinal))
        {
            issues.Add(organisation.Missing(Field));
        }
    }

    private static void CheckIdentifier(List<OrganisationIssue> issues, Row organisation, string field, HashSet<(string Field, string Value)> seen)
    {
        var value = organisation[field];
        if (value.Length == 0)
        {
            if (organisation["dataset"] != "government-organisation")
            {
                issues.Add(organisation.Missing(field));
            }
        }
        else if (!seen.Add((field, value)))
        {
            issues.Add(organisation.Issue(Error, "duplicate value", field, value));
        }
    }

    private static OrderedDictionary<string, Row>.ValueCollection Merged(CsvTable table)
    {
        var organisations = new OrderedDictionary<string, Row>(StringComparer.Ordinal);
        foreach (var record in table.Rows)
        {
            var code = record["organisation"] is { Length: > 0 } organisation ? organisation : $"{record["prefix"]}:{record["reference"]}";
            if (!organisations.TryGetValue(code, out var row))
            {
                organisations[code] = row = new Row();
            }

            row.Take(record);
        }

        return organisations.Values;
    }

    /// <summary>An organisation's values that are not blank.</summary>
    private sealed class Row
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

        public string this[string field] => _values.GetValueOrDefault(field, "");

        public void Take(CsvTableRow record)
        {
            foreach (var field in record.Table.Header)
            {
                if (record[field] is { Length: > 0 } value)
                {
                    _values[field] = value;
                }
            }
        }

        public OrganisationIssue Issue(string severity, string issue, string field = "", string value = "") =>
            new(severity, this["entity"], this["prefix"], this["reference"], issue, field, value);

        /// <summary>What an organisation that has ended lacks is no error.</summary>
        public OrganisationIssue Missing(string field) => Issue(this["end-date"].Length > 0 ? Warning : Error, "missing", field);
    }
}
