using DigitalLand.Core.Configurations;
using DigitalLand.Testing;
using Microsoft.Data.Sqlite;

namespace DigitalLand.Core.Tests.Configurations;

public sealed class ConfigDatabaseTests : IDisposable
{
    private const string Header = "dataset,end-date,entry-date,entity-maximum,entity-minimum,organisation,start-date";

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_new_database_has_empty_tables_in_place_of_an_old_one()
    {
        _folder.Write("config.sqlite3", "something else");
        ConfigDatabase.Create(_folder["config.sqlite3"]);
        Assert.Equal(["expect:0", "entity_organisation:0"], [$"expect:{Query("SELECT count(*) FROM expect")}", $"entity_organisation:{Query("SELECT count(*) FROM entity_organisation")}"]);
        Assert.Equal(["config.sqlite3"], _folder.Files());
    }

    [Fact]
    public void Rows_are_loaded_in_file_order_with_numbers_as_numbers_and_blanks_as_none()
    {
        Load(Header, "park,,,20,10,local-authority:A,", "park,2020-01-01,,30.0,,local-authority:B,");
        Assert.Equal("park||20|10|integer|local-authority:A;park|2020-01-01|30||null|local-authority:B", Query(
            "SELECT group_concat(dataset || '|' || end_date || '|' || entity_maximum || '|' || coalesce(entity_minimum, '') || '|' || typeof(entity_minimum) || '|' || organisation, ';') FROM entity_organisation"));
    }

    [Fact]
    public void Loading_again_replaces_what_was_loaded()
    {
        Load(Header, ",,,2,1,a,");
        Load(Header, ",,,2,1,b,", ",,,4,3,c,");
        Assert.Equal("b,c", Query("SELECT group_concat(organisation) FROM entity_organisation"));
    }

    [Fact]
    public void Missing_files_and_columns_leave_tables_and_cells_blank()
    {
        ConfigDatabase.Create(_folder["config.sqlite3"]);
        _folder.Write("pipeline/expect.csv", "datasets,name", "park,count");
        ConfigDatabase.Load(_folder["config.sqlite3"], _folder["pipeline"]);
        Assert.Equal("park|count|", Query("SELECT datasets || '|' || name || '|' || operation FROM expect"));
        Assert.Equal("0", Query("SELECT count(*) FROM entity_organisation"));
    }

    [Fact]
    public void What_is_no_number_is_refused_with_file_and_record_and_nothing_is_loaded()
    {
        Load(Header, ",,,2,1,a,");
        var error = Assert.Throws<RunFailedException>(() => Load(Header, ",,,2,1,b,", ",,,many,1,c,"));
        Assert.Equal($"{_folder["pipeline/entity-organisation.csv"]}, record 3: the entity-maximum 'many' is not a number.", error.Message);
        Assert.Equal("a", Query("SELECT group_concat(organisation) FROM entity_organisation"));
    }

    [Fact]
    public void A_database_that_is_not_there_is_wrong_use()
    {
        var path = _folder["none.sqlite3"];
        Assert.Equal(
            $"There is no config database '{path}'. Make it with config-create.",
            Assert.Throws<WrongUseException>(() => ConfigDatabase.Load(path, _folder.Path)).Message);
        Assert.Empty(_folder.Files());
    }

    public void Dispose() => _folder.Dispose();

    private void Load(params string[] lines)
    {
        if (!File.Exists(_folder["config.sqlite3"]))
        {
            ConfigDatabase.Create(_folder["config.sqlite3"]);
        }

        _folder.Write("pipeline/entity-organisation.csv", lines);
        ConfigDatabase.Load(_folder["config.sqlite3"], _folder["pipeline"]);
    }

    private string Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["config.sqlite3"]};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own constants
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!.ToString()!;
    }
}
