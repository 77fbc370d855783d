using DigitalLand.Core;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Tests;

public sealed class DatasetPackageTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Fact]
    public void Table_has_the_columns_of_its_schema_in_order_with_types_and_keys()
    {
        var package = new DatasetPackage(_park.Specification);
        Assert.Equal(
            "CREATE TABLE fact (end_date TEXT,\nentity INTEGER,\nfact TEXT PRIMARY KEY,\nfield TEXT,\nentry_date TEXT,\npriority INTEGER,\nreference_entity TEXT,\n"
            + "start_date TEXT,\nvalue TEXT, FOREIGN KEY (entity) REFERENCES entity (entity))",
            package.Fact.CreateStatement);
        Assert.Equal(
            "CREATE TABLE entity (dataset TEXT,\nend_date TEXT,\nentity INTEGER PRIMARY KEY,\nentry_date TEXT,\ngeojson JSON,\ngeometry TEXT,\njson JSON,\nname TEXT,\n"
            + "organisation_entity TEXT,\npoint TEXT,\nprefix TEXT,\nquality TEXT,\nreference TEXT,\nstart_date TEXT,\ntypology TEXT)",
            package.Entity.CreateStatement);
        Assert.EndsWith("old_entity TEXT PRIMARY KEY,\nstart_date TEXT,\nstatus TEXT, FOREIGN KEY (entity) REFERENCES entity (entity))", package.OldEntity.CreateStatement, StringComparison.Ordinal);
        Assert.EndsWith("start_date TEXT, FOREIGN KEY (fact) REFERENCES fact (fact))", package.FactResource.CreateStatement, StringComparison.Ordinal);
    }

    [Fact]
    public void Package_holds_these_tables_and_indexes()
    {
        _park.With(new FactRow(1, "name", "a")).Create();
        Assert.Equal(
            "dataset_resource column_field issue entity old_entity fact fact_resource",
            string.Join(' ', _park.Query("select name from sqlite_master where type = 'table' order by rowid").Select(row => row[0])));
        Assert.Equal(
            [
                "CREATE INDEX column_field_on_column_index on column_field (column)",
                "CREATE INDEX column_field_on_dataset_index on column_field (dataset)",
                "CREATE INDEX column_field_on_field_index on column_field (field)",
                "CREATE INDEX column_field_on_resource_index on column_field (resource)",
                "CREATE INDEX dataset_resource_on_resource_index on dataset_resource (resource)",
                "CREATE INDEX fact_on_entity_index on fact (entity)",
                "CREATE INDEX fact_resource_on_fact_index on fact_resource (fact)",
                "CREATE INDEX fact_resource_on_resource_index on fact_resource (resource)",
                "CREATE INDEX issue_on_dataset_index on issue (dataset)",
                "CREATE INDEX issue_on_field_index on issue (field)",
                "CREATE INDEX issue_on_resource_index on issue (resource)",
                "CREATE INDEX old_entity_on_entity_index on old_entity (entity)",
                "CREATE INDEX old_entity_on_old_entity_index on old_entity (old_entity)",
                "CREATE INDEX old_entity_on_status_index on old_entity (status)",
            ],
            _park.Query("select sql from sqlite_master where type = 'index' and sql is not null order by name").Select(row => row[0]));
        Assert.Equal("ok", _park.Value("pragma integrity_check"));
    }

    [Fact]
    public void Field_named_default_is_kept_clear_of_the_keyword() => Assert.Equal("_default", PackageColumn.SqlName("default"));

    [Fact]
    public void List_field_is_refused_because_no_table_would_hold_it()
    {
        File.AppendAllText(_park.Folder["specification/field.csv"], "prefix,text,n,value,prefix,\n");
        var specification = Core.Specifications.Specification.Load(_park.Folder["specification"]);
        Assert.Contains("'prefix'", Assert.Throws<RunFailedException>(() => new DatasetPackage(specification)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _park.Dispose();
}
