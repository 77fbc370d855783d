using DigitalLand.Core;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Expectations;

/// <summary>
/// The log of a checkpoint as Parquet, a row an expectation, all columns text: <c>expectation/dataset=NAME/NAME.parquet</c> below the log folder (the
/// reference's <c>ExpectationLog</c>). Without expectations it has no rows.
/// </summary>
public static class ExpectationLog
{
    private static readonly string[] Columns =
        ["dataset", "organisation", "name", "operation", "passed", "parameters", "message", "details", "description", "severity", "responsibility"];

    public static string PathOf(string logDirectory, string dataset) => Path.Combine(logDirectory, "expectation", $"dataset={dataset}", dataset + ".parquet");

    /// <summary>
    /// Writes the log in place of an earlier one, of which it keeps the rows of rules that wait for their weekday: the rows with exactly a waiting
    /// rule's name, so that those of rules with a template in their name are lost.
    /// </summary>
    /// <exception cref="RunFailedException">The earlier log cannot be read.</exception>
    public static void Write(string logDirectory, ExpectationReport report, CancellationToken cancel)
    {
        var path = PathOf(logDirectory, report.Dataset);
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute($"CREATE TABLE log ({string.Join(", ", Columns.Select(column => Sql.Identifier(column) + " VARCHAR"))})", cancel);
        using (var log = connection.Append("log"))
        {
            foreach (var outcome in report.Outcomes)
            {
                Append(log, report.Dataset, outcome);
            }

            log.Complete();
        }

        if (report.Waiting.Count > 0 && File.Exists(path))
        {
            KeepWaiting(connection, path, report, cancel);
        }

        connection.CopyToParquet("SELECT * FROM log", path, "snappy", cancel: cancel);
    }

    private static void Append(DuckDbAppender log, string dataset, ExpectationOutcome outcome)
    {
        var (expectation, result) = outcome;
        log.Append(dataset);
        log.Append(expectation.Organisation);
        log.Append(expectation.Name);
        log.Append(expectation.Operation);
        log.Append(PythonRepr.Str(outcome.Passed));
        log.Append(outcome.ParametersJson());
        log.Append(result.Message);
        log.Append(outcome.DetailsJson());
        log.Append(expectation.Description);
        log.Append(expectation.Severity);
        log.Append(expectation.Responsibility);
        log.EndRow();
    }

    private static void KeepWaiting(DuckDbConnection connection, string path, ExpectationReport report, CancellationToken cancel)
    {
        var columns = string.Join(", ", Columns.Select(Sql.Identifier));
        var names = string.Join(", ", report.Waiting.Select(rule => Sql.Literal(rule.Name)));
        try
        {
            connection.Execute($"INSERT INTO log SELECT {columns} FROM read_parquet({Sql.Literal(path)}, hive_partitioning = false) WHERE name IN ({names})", cancel);
        }
        catch (DuckDbException error)
        {
            throw new RunFailedException($"The earlier log '{path}', whose results of other weekdays are to be kept, cannot be read: {error.Message} Move it away to do without.", error);
        }
    }
}
