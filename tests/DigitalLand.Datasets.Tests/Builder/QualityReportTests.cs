using DigitalLand.Core;

namespace DigitalLand.Datasets.Tests.Builder;

public sealed class QualityReportTests : IDisposable
{
    private readonly BuilderCountry _country = new();

    public void Dispose() => _country.Dispose();

    [Fact]
    public void The_worked_example_comes_out_as_it_is_told()
    {
        Organisations("local-authority:ADU,Adur,1,local-authority,", "local-authority:LEW,Lewes,2,local-authority,", "government-organisation:D1342,MHCLG,3,government-organisation,", "local-authority:NEW,New LA,4,local-authority,");
        _country.Add("tree", "source", "s,,tree,,e1,,local-authority:NEW,tree,2024-01-01,,");
        _country.Assembled("tree", "tree", (10, "1", "authoritative"), (11, "1", "some"), (12, "2", "some"), (13, "2", "some"));
        _country.Configuration("tree", "entity-organisation", "dataset,entity-minimum,entity-maximum,organisation", "tree,10,11,local-authority:ADU");
        _country.Configuration("tree", "lookup", "prefix,organisation,reference,entity", "tree,government-organisation:D1342,a,12", "tree,government-organisation:D1342,b,13");

        _country.Build();

        Assert.Equal(
            [["Adur", "authoritative", "2"], ["Lewes", "some", "2"], ["MHCLG", "some", "2"], ["New LA", null, "0"]],
            _country.Performance("SELECT organisation_name, quality, entity_count FROM provision_quality ORDER BY rowid"));
        Assert.Equal([["tree", "1", "2", "3", "4", null]], _country.Performance("SELECT * FROM dataset_quality"));
        Assert.Equal([["Adur", "1", "0", "1", "2"], ["Lewes", "0", "1", "1", "2"], ["MHCLG", "0", "1", "1", "0"]], _country.Performance("SELECT organisation_name, authoritative_datasets, some_datasets, total_datasets, total_entities_owned FROM organisation_quality"));
        Assert.Equal(
            """
            dataset,organisation,organisation_name,has_active_endpoint,has_active_resource,owns_entities,is_designated_provider,quality,entity_count,quality_score
            tree,local-authority:ADU,Adur,false,false,true,true,authoritative,2,
            tree,local-authority:LEW,Lewes,false,false,true,false,some,2,
            tree,government-organisation:D1342,MHCLG,false,false,false,false,some,2,
            tree,local-authority:NEW,New LA,true,false,false,false,,0,

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(Path.Combine(_country.Outputs.Datasets, "provision-quality.csv")));
    }

    [Fact]
    public void An_authority_that_stands_in_for_one_other_is_no_provider()
    {
        _country.Assembled("tree", "tree", (12, "2", "some"), (13, "2", "some"));
        _country.Configuration("tree", "lookup", "prefix,organisation,reference,entity", "tree,local-authority:A,a,12", "tree,local-authority:A,b,13");

        _country.Build();

        Assert.Equal([["local-authority:B"]], _country.Performance("SELECT organisation FROM provision_quality"));
    }

    [Fact]
    public void A_dataset_that_has_ended_or_is_not_built_is_left_out_and_told()
    {
        _country.Folder.Write("specification/dataset.csv", "dataset,collection,environment,end-date", "tree,tree,production,2024-01-01", "park,park,production,", "bench,park,staging,");
        _country.Add("tree", "source", "s,,tree,,e1,,local-authority:A,tree,2024-01-01,,");
        _country.Add("park", "source", "s,,park,,e2,,local-authority:A,park;bench,2024-01-01,,");

        var outcome = _country.Build();

        Assert.Equal([["park"]], _country.Performance("SELECT dataset FROM provision_quality"));
        Assert.Contains(outcome.Remarks, remark => remark.EndsWith("production does not build them: bench, tree.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dataset_that_is_not_assembled_is_told()
    {
        File.Delete(_country.Folder["archive/park-collection/dataset/park.sqlite3"]);

        Assert.Contains(_country.Build().Remarks, remark => remark.EndsWith("not assembled: park.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dataset_that_cannot_be_read_stops_the_build_by_its_name()
    {
        _country.Folder.Write("archive/tree-collection/dataset/tree.sqlite3", new string('x', 4096));

        Assert.Contains("The entities of 'tree' cannot be read", Assert.Throws<RunFailedException>(() => _country.Build()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(26)]
    public void Provision_quality_is_that_of_the_plain_rules(int seed)
    {
        using var country = RandomCountry.Create(seed);
        country.Build();

        var expected = new QualityTwin(country).Provisions().Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, country.Performance("SELECT * FROM provision_quality").Select(row => string.Join('|', row)).Order(StringComparer.Ordinal));
    }

    private void Organisations(params IEnumerable<string> rows) =>
        _country.Folder.Write("archive/organisation-collection/dataset/organisation.csv", ["organisation,name,entity,dataset,end-date", .. rows]);
}
