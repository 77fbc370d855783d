using DigitalLand.Core;
using DigitalLand.Datasets.Expectations;
using DigitalLand.Datasets.Expectations.Rules;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Tests.Expectations;

public sealed class DatasetCheckpointTests : IDisposable
{
    private const string Columns = """{"expected": {"entity": ["name"]}}""";

    private readonly BuiltFile _file = new();

    [Fact]
    public async Task A_rule_for_organisations_is_an_expectation_for_each()
    {
        var report = await _file.ReportAsync(BuiltFile.Rule(
            "check_columns",
            """{"expected": {"entity": ["name", "{{ organisation.entity }}", "{{organisation.local_planning_authority}}", "{{ organisation.nothing }}"]}}""",
            "local-authority;government-organisation:D1;local-authority-eng:AAA",
            "for {{ organisation.name }}"));
        Assert.Equal(["Borough of A", "Borough of B", "Ministry", "Borough of A"], report.Outcomes.Select(outcome => outcome.Expectation.Name[4..]));
        Assert.Equal("about for Ministry", report.Outcomes[2].Expectation.Description);
        Assert.Equal("""{"expected": {"entity": ["name", "102", "E60000002", ""]}}""", report.Outcomes[1].ParametersJson());
        Assert.Equal("""{"tables": [{"table": "entity", "success": false, "missing": ["101", "E60000001", ""], "actual": ["dataset", "end_date", "entity", "geometry", "json", "name", "organisation_entity", "point", "prefix", "reference"], "expected": ["name", "101", "E60000001", ""]}]}""", report.Outcomes[0].DetailsJson());
    }

    [Fact]
    public async Task A_rule_for_nobody_in_particular_is_not_a_template()
    {
        var outcome = Assert.Single((await _file.ReportAsync(BuiltFile.Rule("check_columns", Columns, name: "{{ organisation.name }}"))).Outcomes);
        Assert.Equal("{{ organisation.name }}", outcome.Expectation.Name);
        Assert.Equal("", outcome.Expectation.Organisation);
        Assert.Equal("1 out of 1 tables had expected columns", outcome.Result.Message);
    }

    [Theory]
    [InlineData("{% if x %}", "template")]
    [InlineData("{{ organisation.name | upper }}", "template")]
    [InlineData("{{ dataset }}", "template")]
    [InlineData("{{ organisation.name", "template")]
    [InlineData("{# a #}", "template")]
    public async Task A_template_that_goes_beyond_is_refused(string name, string problem)
    {
        var error = await Assert.ThrowsAsync<RunFailedException>(() => _file.ReportAsync(BuiltFile.Rule("check_columns", Columns, "local-authority", name)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody:X")]
    [InlineData("local-authority:AAA;")]
    public async Task An_organisation_that_nobody_knows_stops_the_run(string organisations)
    {
        var error = await Assert.ThrowsAsync<RunFailedException>(() => _file.ReportAsync(BuiltFile.Rule("check_columns", Columns, organisations)));
        Assert.Contains("neither an organisation nor a dataset of organisations", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_nobody_knows_stops_the_run()
    {
        var error = await Assert.ThrowsAsync<RunFailedException>(() => _file.OutcomeAsync("count_sheep", "{}"));
        Assert.Contains("'count_sheep'", error.Message, StringComparison.Ordinal);
        Assert.Contains("count_lpa_boundary, count_deleted_entities, duplicate_geometry_check", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_waits_for_its_weekday()
    {
        var (friday, saturday) = (BuiltFile.Rule("check_columns", Columns, schedule: "friday"), BuiltFile.Rule("check_columns", Columns, schedule: "saturday", name: "later"));
        var report = await _file.ReportAsync(friday, saturday);
        Assert.Single(report.Outcomes);
        Assert.Equal("later", Assert.Single(report.Waiting).Name);
        _file.EveryDay = true;
        report = await _file.ReportAsync(friday, saturday);
        Assert.Equal(2, report.Outcomes.Count);
        Assert.Empty(report.Waiting);
    }

    [Theory]
    [InlineData("error", "error, critical")]
    [InlineData("notice", "notice, warning, error, critical")]
    [InlineData("none", "")]
    public async Task A_failure_blocks_from_a_severity_on(string blockOn, string blocking)
    {
        string[] severities = ["", "odd", "debug", "info", "notice", "warning", "error", "critical"];
        var report = await _file.ReportAsync(
            [.. severities.Select(severity => BuiltFile.Rule("check_columns", """{"expected": {"entity": ["x"]}}""", severity: severity)), BuiltFile.Rule("check_columns", Columns, severity: "critical")]);
        Assert.Equal(blocking, string.Join(", ", report.Blocking(BlockOn.Parse(blockOn)).Select(outcome => outcome.Expectation.Severity)));
        Assert.Equal(8, report.Failed.Count());
    }

    [Fact]
    public void A_severity_that_there_is_not_is_wrong_use() => Assert.Throws<WrongUseException>(() => BlockOn.Parse("severe"));

    [Fact]
    public async Task The_log_is_a_table_of_texts()
    {
        var report = await _file.ReportAsync(
            BuiltFile.Rule("check_columns", Columns, "local-authority:AAA", "Überprüfung", "error"),
            BuiltFile.Rule("check_columns", """{"expected": {"sheep": []}, "expected": {"entity": ["é"]}}"""));
        Write(report);
        Assert.Equal(
            ["park", "local-authority:AAA", "Überprüfung", "check_columns", "True", """{"expected": {"entity": ["name"]}}""", "1 out of 1 tables had expected columns"],
            Log().First()[..7]);
        var row = Log().Last();
        Assert.Equal(["park", "", "a rule", "check_columns", "False", """{"expected": {"entity": ["\u00e9"]}}"""], row[..6]);
        Assert.Equal(["about a rule", "notice", "internal"], row[8..]);
        Assert.Equal(
            "dataset organisation name operation passed parameters message details description severity responsibility".Split(' ').Select(name => $"{name} VARCHAR"),
            Rows("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM log)").Select(type => type[0]));
    }

    [Fact]
    public async Task Without_rules_the_log_is_an_empty_table()
    {
        Write(await _file.ReportAsync());
        Assert.Empty(Log());
    }

    [Fact]
    public async Task Results_of_rules_that_wait_are_kept_by_their_name()
    {
        var (weekly, daily, templated) = (
            BuiltFile.Rule("check_columns", Columns, name: "weekly", schedule: "friday"),
            BuiltFile.Rule("check_columns", Columns, name: "daily"),
            BuiltFile.Rule("check_columns", Columns, "local-authority:AAA", "of {{ organisation.name }}", schedule: "friday"));
        Write(await _file.ReportAsync(weekly, daily, templated));
        _file.Clock = new PinnedClock(new DateTimeOffset(2026, 8, 22, 3, 0, 0, TimeSpan.Zero));
        for (var night = 0; night < 2; night++)
        {
            Write(await _file.ReportAsync(weekly, daily, templated));
            Assert.Equal(["daily", "weekly"], Log().Select(row => row[2]));
        }
    }

    [Fact]
    public async Task An_earlier_log_that_cannot_be_read_stands_as_it_was()
    {
        var path = _file.Folder.Write("expectation/dataset=park/park.parquet", "not Parquet");
        var report = await _file.ReportAsync(BuiltFile.Rule("check_columns", Columns, schedule: "monday"));
        Assert.Throws<RunFailedException>(() => Write(report));
        Assert.Equal("not Parquet\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_dataset_that_is_none_stops_the_run()
    {
        await Assert.ThrowsAsync<WrongUseException>(() => new DatasetCheckpoint("park", _file.Folder["none.sqlite3"], _file.Platform.Ask(_file.Clock), _file.Clock)
            .RunAsync([], new RuleOrganisations(DigitalLand.Core.Csv.CsvTable.Read(_file.Folder["organisation.csv"])), TestContext.Current.CancellationToken));
        _file.Run("DROP TABLE entity");
        await Assert.ThrowsAsync<RunFailedException>(() => _file.OutcomeAsync("duplicate_geometry_check", """{"spatial_field":"point"}"""));
    }

    [Fact]
    public void Rules_are_those_whose_datasets_name_the_dataset()
    {
        _file.Folder.Write(
            "pipeline/expect.csv",
            "datasets,organisations,operation,parameters,name,description,notes,severity,responsibility,end-date,entry-date,start-date,schedule",
            "parkland;park,o,p,{},first,d,n,error,internal,2001-01-01,,,saturday",
            "parks,o,p,{},other,d,n,error,internal,,,,",
            "park,,p,{},second,d,n,notice,external,,,,");
        var database = _file.Folder["config.sqlite3"];
        DigitalLand.Core.Configurations.ConfigDatabase.Create(database);
        DigitalLand.Core.Configurations.ConfigDatabase.Load(database, _file.Folder["pipeline"]);
        var rules = ExpectationRules.OfPipelineFolder(_file.Folder["pipeline"], "park");
        Assert.Equal([new ExpectationRule("o", "p", "{}", "first", "d", "error", "internal", "saturday"), new ExpectationRule("", "p", "{}", "second", "d", "notice", "external", "")], rules);
        Assert.Equal(rules, ExpectationRules.OfConfigDatabase(database, "park"));
        Assert.Throws<WrongUseException>(() => ExpectationRules.OfConfigDatabase(_file.Folder["none.sqlite3"], "park"));
        Assert.Throws<RunFailedException>(() => ExpectationRules.OfConfigDatabase(_file.Path, "park"));
    }

    public void Dispose() => _file.Dispose();

    private void Write(ExpectationReport report) => ExpectationLog.Write(_file.Folder.Root, report, TestContext.Current.CancellationToken);

    private List<string[]> Log() => Rows("SELECT * FROM log");

    private List<string[]> Rows(string sql)
    {
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute($"CREATE VIEW log AS SELECT * FROM read_parquet({Sql.Literal(ExpectationLog.PathOf(_file.Folder.Root, "park"))}, hive_partitioning = false)");
        using var reader = connection.Query(sql);
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
