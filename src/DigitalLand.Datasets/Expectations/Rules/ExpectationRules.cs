using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Packages;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Expectations.Rules;

/// <summary>
/// Finds the rules of a dataset: those whose <c>datasets</c>, separated by semicolons, name it. Their start and end dates are not looked at (the
/// reference's <c>Config.get_expectation_rules</c>).
/// </summary>
public static class ExpectationRules
{
    private const string Query =
        "SELECT organisations, operation, parameters, name, description, severity, responsibility, schedule FROM expect " +
        "WHERE instr(';' || datasets || ';', ';' || ?1 || ';') > 0 ORDER BY rowid";

    /// <summary>From the config database, which config-load fills.</summary>
    /// <exception cref="WrongUseException">There is no such file.</exception>
    /// <exception cref="RunFailedException">It is not a config database.</exception>
    public static IReadOnlyList<ExpectationRule> OfConfigDatabase(string path, string dataset)
    {
        if (!File.Exists(path))
        {
            throw new WrongUseException($"There is no config database '{path}'. Make it with config-create and config-load.");
        }

        try
        {
            using var database = SqliteDatabase.OpenForReading(path);
            using var statement = database.Prepare(Query);
            statement.Bind(0, Encoding.UTF8.GetBytes(dataset));
            var rules = new List<ExpectationRule>();
            while (statement.Read())
            {
                string Text(int column) => Encoding.UTF8.GetString(statement.Text(column));
                rules.Add(new ExpectationRule(Text(0), Text(1), Text(2), Text(3), Text(4), Text(5), Text(6), Text(7)));
            }

            return rules;
        }
        catch (SqliteException error)
        {
            throw new RunFailedException($"'{path}' cannot be read as a config database: {error.Message} Make it anew with config-create and config-load.", error);
        }
    }

    /// <summary>From expect.csv of a configuration folder; none where there is no such file.</summary>
    public static IReadOnlyList<ExpectationRule> OfPipelineFolder(string folder, string dataset) =>
    [
        .. (CsvTable.ReadIfPresent(Path.Combine(folder, "expect.csv"))?.Rows ?? [])
            .Where(row => row["datasets"].Split(';').Contains(dataset, StringComparer.Ordinal))
            .Select(row => new ExpectationRule(
                row["organisations"], row["operation"], row["parameters"], row["name"], row["description"], row["severity"], row["responsibility"], row["schedule"])),
    ];
}
