using DigitalLand.Core.Logs;

namespace DigitalLand.Transform.Tests;

/// <summary>Entries, facts and issues in short: cells parted by bars, absent ones left out.</summary>
internal static class Entries
{
    /// <summary>One entry for each line, on lines 2, 3...; a short one lacks its last fields.</summary>
    public static List<Row> Of(string fields, params string[] lines)
    {
        var layout = new RowLayout(fields.Split('|'));
        return [.. lines.Select((line, i) => new Row(layout, Values(line, layout.Fields.Length), i + 2, i + 1))];
    }

    /// <summary><c>field=value</c> for every field that the entry has, in order.</summary>
    public static string Show(Row row) => string.Join('|', row.Layout.Fields.Zip(row.Values).Where(pair => pair.Second is not null).Select(pair => $"{pair.First}={pair.Second}"));

    public static string[] Show(IEnumerable<Row> rows) => [.. rows.Select(Show)];

    /// <summary>As <see cref="Show(Row)"/>, in the order of the names, for phases whose order means nothing.</summary>
    public static string ShowSorted(Row row) => string.Join('|', Show(row).Split('|').Order(StringComparer.Ordinal));

    /// <summary><c>line/entry field: type [value] message</c>.</summary>
    public static string[] Show(IssueLog issues) => Show(issues.Issues);

    public static string[] Show(IEnumerable<Issue> issues) =>
        [.. issues.Select(issue => $"{issue.LineNumber}/{issue.EntryNumber} {issue.Field}: {issue.IssueType} [{issue.Value}] {issue.Message}".TrimEnd())];

    public static Fact Fact(string entity, string field, string value, int line = 2, string organisation = "") => new()
    {
        Entity = entity,
        Field = field,
        Value = value,
        Priority = 1,
        EntryDate = "",
        LineNumber = line,
        EntryNumber = line - 1,
        Organisation = organisation,
    };

    /// <summary>The fact's name in hexadecimal.</summary>
    public static string Hash(Fact fact) => Convert.ToHexStringLower(fact.Hash);

    private static string?[] Values(string line, int count)
    {
        var values = new string?[count];
        line.Split('|').CopyTo(values, 0);
        return values;
    }
}
