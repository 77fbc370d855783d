using DigitalLand.Core;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations.CsvOperations;

/// <summary>The ranges of another CSV file; rows of it without two whole numbers are none.</summary>
internal static class ExternalRanges
{
    /// <summary>Runs a query in which <c>ranges</c> stands for the ranges: <c>min_value</c>, <c>max_value</c> and the further columns.</summary>
    /// <param name="source">The file that is checked.</param>
    /// <param name="parameters">Name the other file and the columns of its bounds.</param>
    /// <param name="further">Columns of the other file, each with the name it gets; blanks around their values are cut off.</param>
    /// <param name="query">A query.</param>
    /// <param name="read">Reads a row of its result.</param>
    /// <exception cref="RunFailedException">The other file is missing or lacks a column.</exception>
    public static List<T> Query<T>(
        CsvSource source, ExpectationParameters parameters, IEnumerable<(string Column, string Name)> further, string query, Func<DuckDbReader, T> read, CancellationToken cancel)
    {
        var path = parameters.Text("external_file");
        if (!File.Exists(path))
        {
            throw parameters.Refusal($"names the external_file '{path}', which does not exist");
        }

        var file = CsvSource.Read(path);
        var columns = CsvSource.ColumnsOf(source.Connection, file);
        string Column(string name) => columns.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Sql.Identifier(name)
            : throw parameters.Refusal($"names the column '{name}', which '{path}' does not have; it has {string.Join(", ", columns)}");
        var (min, max) = (Column(parameters.Text("min_field")), Column(parameters.Text("max_field")));
        var others = string.Concat(further.Select(pair => $", TRIM(COALESCE({Column(pair.Column)}, '')) AS {pair.Name}"));
        return source.Rows(
            $"""
            WITH ranges AS (
                SELECT TRY_CAST({min} AS BIGINT) AS min_value, TRY_CAST({max} AS BIGINT) AS max_value{others} FROM {file}
                WHERE TRY_CAST({min} AS BIGINT) IS NOT NULL AND TRY_CAST({max} AS BIGINT) IS NOT NULL)
            {query}
            """,
            read,
            cancel);
    }

    public static ExpectationResult Result(ExpectationParameters parameters, List<OrderedDictionary<string, object?>> outside) => new(
        outside.Count == 0,
        outside.Count == 0 ? $"all values in '{PythonRepr.Str(parameters.Members["field"])}' are within allowed ranges" : $"there were {outside.Count} out-of-range rows found",
        new(StringComparer.Ordinal) { ["invalid_rows"] = outside });

    /// <summary>The columns to check: a name, several with commas between, or a list.</summary>
    public static string[] Fields(ExpectationParameters parameters)
    {
        string[] fields =
        [
            .. (parameters.Members["field"] is string names ? names.Split(',') : parameters.Texts("field"))
                .Select(name => name.Trim())
                .Where(name => name.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        return fields.Length > 0 ? fields : throw parameters.Refusal("has a 'field' that names no column");
    }
}
