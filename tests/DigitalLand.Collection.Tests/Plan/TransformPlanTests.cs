using DigitalLand.Collection.Plan;
using DigitalLand.Collection.Tests.Support;
using DigitalLand.Core;

namespace DigitalLand.Collection.Tests.Plan;

public sealed class TransformPlanTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_resource_is_planned_for_the_datasets_of_its_endpoints_those_of_ended_sources_too()
    {
        var plan = Plan();
        Assert.Equal(
            [("tree", "r1"), ("tree", "r2"), ("tree-preservation-zone", "r1"), ("tree-preservation-zone", "r2")],
            plan.Tasks.Select(task => (task.Dataset, task.Resource)));
        var task = plan.Tasks.First();
        Assert.Equal(["E1", "E2"], task.Endpoints);
        Assert.Equal(["A", "B"], task.Organisations);
        Assert.Equal(("2024-05-01", "r1", _folder["resource/r1"], false), (task.EntryDate, task.FileResource, task.Path, task.IsRedirected));
    }

    [Fact]
    public void A_retired_resource_is_not_planned_and_a_replaced_one_is_read_from_its_replacement()
    {
        _folder.Write("old-resource.csv", "old-resource,status,resource,notes\nr1,410,,gone\n");
        Assert.Equal(["r2", "r2"], Plan().Tasks.Select(task => task.Resource));

        _folder.Write("old-resource.csv", "old-resource,status,resource\nr1,301,r2\n");
        var task = Plan().Tasks.First();
        Assert.Equal(("r1", "r2", _folder["resource/r2"], true), (task.Resource, task.FileResource, task.Path, task.IsRedirected));
        Assert.Equal(("2024-05-01", "E1;E2"), (task.EntryDate, string.Join(';', task.Endpoints)));
    }

    [Theory]
    [InlineData("2024-05-02", true)]
    [InlineData("2024-05-03", false)]
    public void What_ends_in_the_future_does_not_count(string endDate, bool counts)
    {
        _folder.Write("source.csv", $"endpoint,organisation,pipelines,end-date\nE1,A,tree,{endDate}\nE1,A,zone,\n");
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\n");
        _folder.Write("log.csv", "endpoint\n");
        _folder.Write("resource.csv", $"resource,endpoints,end-date\nr1,E1,\nr2,E1,{endDate}\n");
        var tasks = Build().Tasks.Select(task => (task.Dataset, task.Resource)).ToList();
        Assert.Equal(counts, tasks.Contains(("tree", "r1")));
        Assert.Equal(counts, tasks.Contains(("zone", "r2")));
        Assert.Contains(("zone", "r1"), tasks);
    }

    [Fact]
    public void A_resource_from_an_endpoint_that_no_source_accounts_for_stops_the_plan()
    {
        _folder.Write("source.csv", "endpoint,organisation,pipelines,end-date\nE1,A,tree,2030-01-01\n");
        _folder.Write("endpoint.csv", "endpoint,endpoint-url\n");
        _folder.Write("log.csv", "endpoint\n");
        _folder.Write("resource.csv", "resource,endpoints,end-date\nr1,E1,\n");
        Assert.Contains("'E1'", Assert.Throws<RunFailedException>(Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_for_make_are_the_references()
    {
        _folder.Write("old-resource.csv", "old-resource,status,resource\nr1,301,r2\n");
        var rules = Rules(Plan());
        Assert.StartsWith(
            "TREE_DATASET=$(DATASET_DIR)tree.csv\n" +
            "TREE_TRANSFORMED_FILES=\\\n    $(TRANSFORMED_DIR)tree/r1.csv\\\n    $(TRANSFORMED_DIR)tree/r2.csv\n" +
            "\n" +
            "$(TRANSFORMED_DIR)tree/r1.csv: collection/resource/r2\n" +
            "\t$(call run-pipeline, --endpoints 'E1 E2' --organisations 'A B' --entry-date '2024-05-01' --resource 'r1' )\n" +
            "\n" +
            "$(TRANSFORMED_DIR)tree/r2.csv: collection/resource/r2\n" +
            "\t$(call run-pipeline, --endpoints 'E1' --organisations 'A' --entry-date '2024-05-02' )\n" +
            "\n" +
            "$(TREE_DATASET): $(TREE_TRANSFORMED_FILES)\n\t$(build-dataset)\n" +
            "\n" +
            "transformed:: $(TREE_TRANSFORMED_FILES)\n" +
            "\n" +
            "dataset:: $(TREE_DATASET)\n" +
            "\n\n" +
            "TREE_PRESERVATION_ZONE_DATASET=$(DATASET_DIR)tree-preservation-zone.csv\n",
            rules,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "dataset:: $(TREE_PRESERVATION_ZONE_DATASET)\n" +
            "\n\n" +
            "DATASETS=\\\n\t$(DATASET_DIR)tree.sqlite3\\\n\t$(DATASET_DIR)tree-preservation-zone.sqlite3",
            rules,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_dataset_whose_resources_are_all_retired_still_has_its_rules()
    {
        _folder.Write("old-resource.csv", "old-resource,status,resource\nr1,410,\nr2,410,\n");
        Assert.StartsWith(
            "TREE_DATASET=$(DATASET_DIR)tree.csv\nTREE_TRANSFORMED_FILES=\n\n$(TREE_DATASET): $(TREE_TRANSFORMED_FILES)\n",
            Rules(Plan()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_made_with_the_same_code_configuration_and_specification_is_not_planned_again()
    {
        const string Header = "dataset,resource,code-version,config-hash,specification-hash\n";
        _folder.Write("done/tree/r1.csv", Header + "tree,r1,1.0,c,s\n");
        _folder.Write("done/tree/r2.csv", Header + "tree,r2,1.0,c,s\n");
        _folder.Write("done/tree-preservation-zone/r1.csv", Header);
        _folder.Write("done/tree-preservation-zone/r2.csv", Header + "tree-preservation-zone,r2,0.9,c,s\n");
        var processed = new ProcessedResources(_folder["done"], new ProcessingHashes("1.0", "c", "s"));
        Assert.Equal(
            [("tree-preservation-zone", "r1"), ("tree-preservation-zone", "r2")],
            Plan(processed).Tasks.Select(task => (task.Dataset, task.Resource)));
    }

    [Theory]
    [InlineData("1.0", "c", "s", false)]
    [InlineData("1.1", "c", "s", true)]
    [InlineData("1.0", "", "s", true)]
    [InlineData("1.0", "c", "t", true)]
    public void Each_of_the_three_hashes_decides(string code, string configuration, string specification, bool needsProcessing)
    {
        _folder.Write("done/tree/r1.csv", "code-version,config-hash,specification-hash\n1.0,c,s\n");
        var processed = new ProcessedResources(_folder["done"], new ProcessingHashes(code, configuration, specification));
        Assert.Equal(needsProcessing, processed.NeedsProcessing("tree", "r1"));
        Assert.True(processed.NeedsProcessing("tree", "r2"));
    }

    private TransformPlan Plan(ProcessedResources? processed = null)
    {
        var collection = SampleCollection.AfterBothNights(_folder);
        return TransformPlan.Build(collection, SampleCollection.Now, processed);
    }

    private TransformPlan Build() =>
        TransformPlan.Build(CollectionStore.Load(_folder.Path, new PinnedClock(SampleCollection.Now)), SampleCollection.Now);

    private string Rules(TransformPlan plan)
    {
        using var rules = new StringWriter();
        MakeRules.Write(plan, rules);
        return rules.ToString().Replace(_folder.Path, "collection", StringComparison.Ordinal);
    }
}
