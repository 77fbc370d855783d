using System.Globalization;
using DigitalLand.Collection.Plan;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Organisations;
using DigitalLand.Core.Specifications;
using DigitalLand.Core.Text;

namespace DigitalLand.Collection.Edit;

/// <summary>
/// A list of endpoints that a data manager wants to add: columns pipelines, organisation, documentation-url, endpoint-url, start-date, licence,
/// and any others of endpoint.csv and source.csv. Columns that neither file has are left alone.
/// </summary>
public sealed class ImportList
{
    private static readonly string[] Required = ["pipelines", "organisation", "documentation-url", "endpoint-url", "start-date", "licence"];

    private readonly CsvTable _table;

    private ImportList(CsvTable table) => _table = table;

    public IReadOnlyList<CsvTableRow> Rows => _table.Rows;

    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">It lacks a column or has no rows.</exception>
    public static ImportList Read(string path)
    {
        var table = CsvTable.Read(path);
        if (Array.Find(Required, column => !table.HasColumn(column)) is { } missing)
        {
            throw new RunFailedException($"'{path}' has no column '{missing}'; it needs {string.Join(", ", Required)}.");
        }

        return table.Rows.Count > 0 ? new ImportList(table) : throw new RunFailedException($"'{path}' has no rows: there is nothing to add.");
    }

    /// <summary>A list of one endpoint.</summary>
    /// <param name="fields">By the names of the columns, of which none of the required may be missing.</param>
    public static ImportList Of(IReadOnlyDictionary<string, string> fields) => new(CsvTable.Of("the endpoint that was named", [.. fields.Keys], [[.. fields.Values]]));

    /// <summary>What a row says of its endpoint and source.</summary>
    public static Dictionary<string, string> Fields(CsvTableRow row) => EndpointStore.Columns.Union(SourceStore.Columns, StringComparer.Ordinal)
        .Where(row.Table.HasColumn)
        .ToDictionary(column => column, column => row[column], StringComparer.Ordinal);

    /// <summary>The datasets that are to be made from a row's endpoint.</summary>
    public static string[] Datasets(CsvTableRow row) => row["pipelines"].Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Checks what nothing can be added without: the licence is one of the specification's, and there is documentation.</summary>
    /// <exception cref="RunFailedException">Names everything that is wrong, with the record.</exception>
    public void Check(Specification specification) => Refuse(Problems(specification));

    /// <summary>As <see cref="Check(Specification)"/>, and also URLs, dates, organisations and datasets.</summary>
    /// <exception cref="RunFailedException">Names everything that is wrong, with the record.</exception>
    public void Check(Specification specification, Organisation organisations, string collection, DateOnly today)
    {
        var datasets = specification.Datasets.ToDictionary(dataset => dataset.Name, dataset => dataset.Collection, StringComparer.Ordinal);
        Refuse(Problems(specification).Concat(_table.Rows.SelectMany(row => MoreProblems(row).Select(problem => (row, problem)))));

        IEnumerable<string> MoreProblems(CsvTableRow row) =>
        [
            .. Url(row["endpoint-url"], "endpoint-url"),
            .. row["documentation-url"].Length > 0 ? Url(row["documentation-url"], "documentation-url") : [],
            .. StartDate(row["start-date"], today),
            .. organisations.Lookup(row["organisation"]).Length > 0 ? Array.Empty<string>() : [$"the organisation '{row["organisation"]}' is not in organisation.csv"],
            .. Datasets(row).Length > 0 ? Array.Empty<string>() : ["the pipelines are blank; they name the datasets to be made"],
            .. Datasets(row).Where(dataset => !datasets.ContainsKey(dataset)).Select(dataset => $"'{dataset}' is not a dataset of the specification"),
            .. Datasets(row).Where(dataset => datasets.TryGetValue(dataset, out var of) && of != collection).Select(dataset => $"the dataset '{dataset}' belongs to the collection '{datasets[dataset]}', not to '{collection}'"),
        ];
    }

    private IEnumerable<(CsvTableRow, string)> Problems(Specification specification)
    {
        var licences = CsvTable.Read(Path.Combine(specification.Directory, "licence.csv")).Rows.Select(row => row["licence"]).ToHashSet(StringComparer.Ordinal);
        foreach (var row in _table.Rows)
        {
            if (row["licence"].Length == 0 || !licences.Contains(row["licence"]))
            {
                yield return (row, row["licence"].Length == 0 ? "the licence is blank" : $"the licence '{row["licence"]}' is not in the specification's licence.csv");
            }

            if (PythonText.Strip(row["documentation-url"]).Length == 0)
            {
                yield return (row, "the documentation-url is blank");
            }

            if (PythonText.Strip(row["endpoint-url"]).Length == 0)
            {
                yield return (row, "the endpoint-url is blank");
            }
        }
    }

    private static IEnumerable<string> Url(string url, string column)
    {
        if (PythonText.Strip(url).Length == 0)
        {
            yield break;
        }

        var parts = url.Split("://", 2);
        if (parts.Length < 2 || !(parts[0].Equals("http", StringComparison.OrdinalIgnoreCase) || parts[0].Equals("https", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"the {column} '{url}' does not begin with http:// or https://";
        }
        else if (!parts[1].Split('/', '?', '#')[0].Contains('.', StringComparison.Ordinal))
        {
            yield return $"the {column} '{url}' has no domain such as example.gov.uk";
        }
    }

    private static IEnumerable<string> StartDate(string text, DateOnly today)
    {
        var isDate = DateOnly.TryParseExact(text, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        if (text.Length > 0 && !isDate)
        {
            yield return $"the start-date '{text}' is not a date such as 2024-05-01";
        }
        else if (isDate && date > today)
        {
            yield return $"the start-date {text} is in the future";
        }
    }

    private void Refuse(IEnumerable<(CsvTableRow Row, string Problem)> problems)
    {
        var all = problems.Distinct().Select(found => $"record {found.Row.RecordNumber}: {found.Problem}").ToList();
        if (all.Count > 0)
        {
            throw new RunFailedException($"Nothing was added, because of '{_table.Path}', {string.Join("; ", all)}.");
        }
    }
}
