using DigitalLand.Core;
using DigitalLand.Datasets.Builder;

namespace DigitalLand.Datasets.Tests.Builder;

public sealed class DigitalLandDatabaseTests : IDisposable
{
    private readonly BuilderCountry _country = new();

    public void Dispose() => _country.Dispose();

    [Fact]
    public void A_list_becomes_a_table_of_pairs_and_leaves_its_own_table()
    {
        _country.Add("tree", "source", "s,,tree,,e1,ogl3,local-authority:A,tree;tree-zone;;tree,2024-05-01,,");

        _country.Build();

        Assert.Equal(["tree", "tree-zone"], _country.DigitalLand("SELECT pipeline FROM source_pipeline ORDER BY rowid").Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Equal(
            "CREATE TABLE source_pipeline (source TEXT,\npipeline TEXT, FOREIGN KEY (source) REFERENCES source (source), UNIQUE(source,pipeline))",
            Schema("source_pipeline"));
        Assert.Equal(
            "CREATE TABLE source (attribution TEXT,\ncollection TEXT,\ndocumentation_url TEXT,\nend_date TEXT,\nendpoint TEXT,\nentry_date TEXT,\nlicence TEXT,\norganisation TEXT,\nsource TEXT PRIMARY KEY,\nstart_date TEXT"
            + ", FOREIGN KEY (attribution) REFERENCES attribution (attribution)\n, FOREIGN KEY (collection) REFERENCES collection (collection)\n, FOREIGN KEY (endpoint) REFERENCES endpoint (endpoint)"
            + "\n, FOREIGN KEY (licence) REFERENCES licence (licence)\n, FOREIGN KEY (organisation) REFERENCES organisation (organisation))",
            Schema("source"));
    }

    [Fact]
    public void Lists_that_are_parameters_stay_text()
    {
        _country.Add("tree", "endpoint", "e1,https://a,\"{\"\"page\"\":1};x\",arcgis,2024-05-01,,");

        _country.Build();

        Assert.Equal("{\"page\":1};x", _country.DigitalLand("SELECT parameters FROM endpoint")[0][0]);
        Assert.Empty(_country.DigitalLand("SELECT name FROM sqlite_master WHERE name IN ('endpoint_string', 'organisation_organisation')"));
    }

    [Fact]
    public void The_key_of_a_source_is_worked_out_anew_and_a_file_without_the_column_gets_keys()
    {
        _country.Add("tree", "source", "old,,tree,,e1,,local-authority:A,tree,,,", ",,tree,,,,local-authority:A,tree,,,");
        _country.Collection("park", "source", "collection,organisation,endpoint,pipelines", "park,local-authority:B,e2,park", "park,local-authority:B,e3,park");

        _country.Build();

        Assert.Equal(
            [["", ""], ["41a23e367f5cad22a17d5d4cc3d40832", "e1"]],
            _country.DigitalLand("SELECT source, endpoint FROM source WHERE collection = 'tree' ORDER BY source").Select(row => new[] { row[0], row[1] }));
        Assert.Equal(["e2", "e3"], _country.DigitalLand("SELECT endpoint FROM source WHERE collection = 'park' AND length(source) = 32 ORDER BY endpoint").Select(row => row[0]));
    }

    [Fact]
    public void Dates_of_collections_have_one_form()
    {
        _country.Add("tree", "log", "1,text/csv,0.5,e1,r1,200,2024-05-01T02:00:00.123456,2024-05,2024,", "1,text/csv,0.5,e1,r1,200,2024-05-02T02:00:00,,,");

        _country.Build();

        Assert.Equal(
            ["2024-05-01T02:00:00Z|2024-05-01|2024-01-01", "2024-05-02T02:00:00Z||"],
            _country.DigitalLand("SELECT entry_date || '|' || start_date || '|' || end_date FROM log ORDER BY rowid").Select(row => row[0]));
    }

    [Fact]
    public void A_date_that_is_none_stops_the_build_and_leaves_the_earlier_databases()
    {
        _country.Build();
        var before = File.ReadAllBytes(_country.Outputs.DigitalLand);
        _country.Add("tree", "log", "1,,0.5,e1,,200,01/05/2024,,,");

        var error = Assert.Throws<RunFailedException>(() => _country.Build());

        Assert.Contains("Record 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("the entry-date '01/05/2024'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_country.Outputs.DigitalLand));
        Assert.Empty(Directory.EnumerateDirectories(_country.Outputs.Datasets));
    }

    [Fact]
    public void A_missing_collection_stops_the_build_unless_it_may_be_missing()
    {
        Directory.Delete(_country.Folder["archive/park-collection"], recursive: true);

        var error = Assert.Throws<RunFailedException>(() => _country.Build());
        Assert.Contains("The collection 'park' is not there", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_country.Outputs.DigitalLand));

        var outcome = _country.Build(allowMissing: true);
        Assert.Equal(1, outcome.Collections);
        Assert.Contains(outcome.Remarks, remark => remark.Contains("'park'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_collection_that_the_environment_does_not_build_may_be_missing()
    {
        _country.Folder.Write("specification/collection.csv", "collection,name", "tree,Trees", "park,Parks", "dream,Dreams");
        File.AppendAllLines(_country.Folder["specification/dataset.csv"], ["dream,dream,development,,,geography"]);

        Assert.Empty(_country.Build().Remarks);
    }

    [Fact]
    public void Issues_are_those_of_the_resources_of_each_source_and_take_their_resource_from_the_file_name()
    {
        _country.Add("tree", "source", "s,,tree,,e1,ogl3,local-authority:A,tree,,,2020-01-01");
        _country.Add("tree", "resource", "aa,1,local-authority:A,tree,e1,2024-05-01,", "bb,1,local-authority:A,tree,e1,2024-05-01,", "cc,1,local-authority:A,tree,e9,2024-05-01,");
        _country.Collection("tree", "old-resource", "old-resource,status,resource", "bb,410,");
        foreach (var resource in new[] { "aa", "bb", "cc" })
        {
            _country.Log("tree", "issue", "tree", resource, "dataset,resource,line-number,entry-number,field,entity,issue-type,value,message", "tree,other,2,1,name,,bad,x,", "tree,other,3,2,name,77,bad,,");
            _country.Log("tree", "var/column-field", "tree", resource, "dataset,resource,column,field", "other,other,Name,name");
            _country.Log("tree", "var/converted-resource", "tree", resource, "dataset,resource,elapsed,status,exception", $"tree,{resource},0.1,success,");
        }

        _country.Build();

        Assert.Equal([["aa", "2", null, ""], ["aa", "3", "77", ""]], _country.DigitalLand("SELECT resource, line_number, entity, entry_date FROM issue ORDER BY rowid"));
        Assert.Equal([["tree", "aa", "Name"]], _country.DigitalLand("SELECT dataset, resource, \"column\" FROM column_field"));
        Assert.Equal([["aa", "success"]], _country.DigitalLand("SELECT resource, status FROM converted_resource"));
    }

    [Fact]
    public void A_build_says_what_it_does_and_how_far_it_is()
    {
        _country.Add("tree", "source", "s,,tree,,e1,ogl3,local-authority:A,tree;park,,,");
        _country.Add("tree", "resource", "aa,1,local-authority:A,tree,e1,2024-05-01,");
        var steps = new Steps();

        _country.Build(progress: steps);

        Assert.Equal(
            ["lists 0/0", "resources 0/2", "resources 1/2", "indexes 0/0", "reports 0/0", "summaries 0/0", "tasks 0/0", "provision quality 0/0", "Parquet copies 0/0"],
            steps.Seen);
    }

    [Fact]
    public void A_blank_dataset_of_a_rule_is_its_pipeline()
    {
        _country.Configuration("tree", "column", "pipeline,dataset,column,field", "tree,,Nmae,name", "tree,zone,Ref,reference");

        _country.Build();

        Assert.Equal([["tree", "Nmae"], ["zone", "Ref"]], _country.DigitalLand("SELECT dataset, \"column\" FROM \"column\" ORDER BY rowid"));
    }

    [Fact]
    public void A_record_with_more_cells_than_names_is_told()
    {
        _country.Configuration("tree", "column", "dataset,column,field", "tree,Name,name,surplus");

        Assert.Contains("Record 2", Assert.Single(_country.Build().Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Operational_issues_take_their_types_from_their_values()
    {
        const string Header = "dataset,resource,line-number,entry-number,field,issue-type,value,message,entry-date";
        _country.Folder.Write("archive/performance/operational_issue/tree/operational-issue.csv", Header, "tree,aa,2,0,f,t,12,,2024-05-01");
        _country.Folder.Write("archive/performance/operational_issue/park/operational-issue.csv", Header, "park,bb,,0,f,t,NA,,2024-05-01");

        _country.Build();

        Assert.Equal([["integer", "null", "null"], ["integer", "real", "real"]], _country.DigitalLand("SELECT typeof(\"entry-number\"), typeof(\"line-number\"), typeof(value) FROM operational_issue"));
        Assert.Equal("REAL", _country.DigitalLand("SELECT type FROM pragma_table_info('operational_issue') WHERE name = 'message'")[0][0]);
    }

    [Fact]
    public void Indexes_are_those_of_the_builder()
    {
        _country.Build();

        Assert.Equal(20, _country.DigitalLand("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE '%\\_on\\_%\\_index' ESCAPE '\\'").Count);
        Assert.Contains("issue_on_issue_type_index", _country.DigitalLand("SELECT name FROM sqlite_master WHERE tbl_name = 'issue'").Select(row => row[0]));
    }

    [Fact]
    public void The_specification_is_copied_to_parquet_as_text()
    {
        _country.Build();

        Assert.Equal(
            [["trees", "[{\"dataset\":\"tree\"}]"], ["parks", null]],
            ParquetFile.Rows(Path.Combine(_country.Outputs.Parquet, "specification", "specification.parquet"), "specification, json"));
    }

    private sealed class Steps : IProgress<BuildStep>
    {
        public List<string> Seen { get; } = [];

        public void Report(BuildStep value) => Seen.Add($"{value.What} {value.Done}/{value.Total}");
    }

    private string? Schema(string table) => _country.DigitalLand($"SELECT sql FROM sqlite_master WHERE name = '{table}'")[0][0];
}
