using System.Globalization;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Expectations.Rules;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Datasets.Tests.Expectations;

/// <summary>A dataset's SQLite file of the given rows, and what is expected of it.</summary>
internal sealed class BuiltFile : IDisposable
{
    private const string Tables =
        """
        CREATE TABLE entity (dataset TEXT, end_date TEXT, entity INTEGER PRIMARY KEY, geometry TEXT, json JSON, name TEXT, organisation_entity TEXT, point TEXT, prefix TEXT, reference TEXT);
        CREATE TABLE fact (entity INTEGER, fact TEXT PRIMARY KEY, field TEXT, value TEXT);
        CREATE TABLE fact_resource (fact TEXT, resource TEXT);
        """;

    public BuiltFile(string name = "park.sqlite3")
    {
        Path = Folder[name];
        Run(Tables);
        Folder.Write(
            "organisation.csv",
            "organisation,entity,name,dataset,local-planning-authority",
            "local-authority:AAA,101,Borough of A,local-authority,E60000001",
            "local-authority:BBB,102,Borough of B,local-authority,E60000002",
            "government-organisation:D1,1,Ministry,government-organisation,");
    }

    public TemporaryFolder Folder { get; } = new();

    public string Path { get; }

    public FakePlatform Platform { get; } = new();

    /// <summary>A Friday.</summary>
    public TimeProvider Clock { get; set; } = new PinnedClock(new DateTimeOffset(2026, 8, 21, 3, 0, 0, TimeSpan.Zero));

    public bool EveryDay { get; set; }

    public static ExpectationRule Rule(string operation, string parameters, string organisations = "", string name = "a rule", string severity = "notice", string schedule = "") =>
        new(organisations, operation, parameters, name, $"about {name}", severity, "internal", schedule);

    public BuiltFile Entity(long entity, string? geometry = "", string? point = "", string? organisation = "101", string reference = "", string? json = null) => Run(
        "INSERT INTO entity (entity, geometry, point, organisation_entity, reference, json) VALUES (@0, @1, @2, @3, @4, @5)",
        entity, geometry, point, organisation, reference.Length > 0 ? reference : entity.ToString(CultureInfo.InvariantCulture), json);

    public BuiltFile Fact(long entity, string resource)
    {
        var fact = $"{entity}-{resource}";
        return Run("INSERT INTO fact VALUES (@0, @1, 'name', 'x')", entity, fact).Run("INSERT INTO fact_resource VALUES (@0, @1)", fact, resource);
    }

    public BuiltFile Run(string sql, params object?[] values)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own constant texts
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
        return this;
    }

    public Task<ExpectationReport> ReportAsync(params ExpectationRule[] rules) =>
        new DatasetCheckpoint("park", Path, Platform.Ask(Clock), Clock) { EveryDay = EveryDay }
            .RunAsync(rules, new RuleOrganisations(CsvTable.Read(Folder["organisation.csv"])), TestContext.Current.CancellationToken);

    public async Task<ExpectationOutcome> OutcomeAsync(string operation, string parameters) =>
        Assert.Single((await ReportAsync(Rule(operation, parameters))).Outcomes);

    public void Dispose() => Folder.Dispose();
}
