using DigitalLand.Orchestration.Definitions;
using DigitalLand.Orchestration.Definitions.Yaml;

namespace DigitalLand.Orchestration.Tests.Definitions.Yaml;

/// <summary>The catalogue that comes with the program, over a country that has every special case of the reference's.</summary>
public sealed class ShippedCatalogueTests
{
    private const string Datasets = """
        dataset,collection,typology,environment
        ancient-woodland,ancient-woodland,geography,production
        ancient-woodland-status,ancient-woodland,category,production
        organisation,organisation,organisation,production
        listed-building,listed-building,geography,production
        tree,tree-preservation-order,geography,production
        title-boundary,title-boundary,geography,production
        draft,draft,document,development
        """;

    internal static ReadCatalogue Read(string environment, string datasets = Datasets)
    {
        using var folder = new TemporaryFolder();
        var root = Path.Combine(Repository.Root, "workflows");
        var files = Directory.EnumerateFiles(root, "*.yaml").Order(StringComparer.Ordinal).Select(file => new DefinitionFile(Path.GetFileName(file), File.ReadAllText(file)));
        return CatalogueReader.Read([.. files], folder.Write("dataset.csv", datasets), environment);
    }

    private static Dictionary<string, Workflow> Workflows(string environment) =>
        Read(environment).Files.Values.SelectMany(workflows => workflows).ToDictionary(workflow => workflow.Name, StringComparer.Ordinal);

    [Theory]
    [InlineData("local")]
    [InlineData("development")]
    [InlineData("staging")]
    [InlineData("production")]
    public void It_is_good_in_every_environment(string environment)
    {
        var read = Read(environment);

        Assert.Empty(read.Problems);
        Assert.Empty(CatalogueCheck.Of(read.Files, read.Lines));
    }

    [Theory]
    [InlineData("local")]
    [InlineData("production")]
    public void It_is_good_over_a_specification_without_collections(string environment) => Assert.Empty(Read(environment, "dataset,collection,environment").Problems);

    [Fact]
    public void A_collection_is_collected_then_each_dataset_is_shared_out_transformed_assembled_and_loaded()
    {
        var workflow = Workflows("production")["ancient-woodland-collection"];

        Assert.Equal(
            [
                "ancient-woodland-collect:",
                "ancient-woodland-batches:ancient-woodland-collect",
                "ancient-woodland-transform:ancient-woodland-batches",
                "ancient-woodland-assemble-and-bake:ancient-woodland-transform",
                "ancient-woodland-postgres-loader:ancient-woodland-assemble-and-bake",
                "ancient-woodland-tiles-builder:ancient-woodland-assemble-and-bake",
                "ancient-woodland-status-batches:ancient-woodland-collect",
                "ancient-woodland-status-transform:ancient-woodland-status-batches",
                "ancient-woodland-status-assemble-and-bake:ancient-woodland-status-transform",
                "ancient-woodland-status-postgres-loader:ancient-woodland-status-assemble-and-bake",
            ],
            workflow.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));
        Assert.Equal(
            ["cpu=8192", "memory=32768", "transformed-jobs=8", "dataset-jobs=8", "transform-batch-size=200", "incremental-loading-override=false", "regenerate-log-override=false", "refill-todays-logs=false", "force-reprocessing=false"],
            workflow.Parameters.Select(parameter => $"{parameter.Name}={parameter.Default}"));
        Assert.Equal("collection/ancient-woodland", workflow.Concurrency.Exclusive!.ToString());
        Assert.Equal(
            "arn:aws:s3:::production-collection-data/ancient-woodland-collection/dataset/ancient-woodland.sqlite3",
            ((CommandAction)workflow.Tasks[4].Action).Environment.Single(variable => variable.Name == "S3_OBJECT_ARN").Value.ToString());
    }

    [Fact]
    public void The_night_runs_organisations_first_then_all_collections_then_the_builder()
    {
        var night = Workflows("production")["trigger-collection-dags-scheduled"];

        Assert.Equal(
            [
                "trigger-organisation-collection:",
                "trigger-organisation-builder:trigger-organisation-collection",
                "trigger-ancient-woodland-collection:trigger-organisation-builder",
                "trigger-listed-building-collection:trigger-organisation-builder",
                "check-title-boundary-schedule:trigger-organisation-builder",
                "trigger-title-boundary-collection:trigger-organisation-builder,check-title-boundary-schedule",
                "trigger-tree-preservation-order-collection:trigger-organisation-builder",
                "trigger-digital-land-builder:trigger-organisation-collection,trigger-ancient-woodland-collection,trigger-listed-building-collection,trigger-title-boundary-collection,trigger-tree-preservation-order-collection",
            ],
            night.Tasks.Select(task => $"{task.Name}:{string.Join(',', task.Needs)}"));
        Assert.All(night.Tasks.Skip(1), task => Assert.Equal(When.AllDone, task.When));
        Assert.Equal(("0 0 * * *", 12), (night.Schedule!.Cron, night.Concurrency.Tasks));
        Assert.Equal([10, 100, 10, 90], night.Tasks.Where(task => task.Name.EndsWith("-collection", StringComparison.Ordinal)).Skip(1).Select(task => task.Priority));
        Assert.Equal("16384", ((ChildWorkflowAction)night.Tasks[3].Action).Parameters[0].Value.ToString());
        Assert.Equal("8192", ((ChildWorkflowAction)night.Tasks[2].Action).Parameters[0].Value.ToString());
        Assert.Equal("FREQ=MONTHLY;BYDAY=1MO", ((DayFilterAction)night.Tasks[4].Action).Days);
    }

    [Fact]
    public void Development_collects_what_it_selects_by_night_and_everything_by_hand()
    {
        var workflows = Workflows("development");

        Assert.Equal(
            ["trigger-organisation-collection", "trigger-organisation-builder", "trigger-ancient-woodland-collection", "trigger-digital-land-builder"],
            workflows["trigger-collection-dags-scheduled"].Tasks.Select(task => task.Name));
        Assert.Contains("trigger-draft-collection", workflows["trigger-collection-dags-manual"].Tasks.Select(task => task.Name));
        Assert.DoesNotContain("draft-collection", Workflows("staging").Keys);
    }

    [Fact]
    public void Reports_are_made_in_production_only()
    {
        Assert.Contains("run-reporting-task", Workflows("production")["build-digital-land-builder"].Tasks.Select(task => task.Name));
        Assert.DoesNotContain("run-reporting-task", Workflows("staging")["build-digital-land-builder"].Tasks.Select(task => task.Name));
    }

    [Fact]
    public void One_loader_takes_every_dataset_and_the_other_those_of_geography()
    {
        var workflows = Workflows("production");

        Assert.Contains("digital-land-builder/dataset/digital-land", workflows["manual-postgres-loader"].Parameters[2].Choices);
        Assert.Equal(["ancient-woodland", "listed-building", "title-boundary", "tree"], workflows["manual-tiles-loader"].Parameters[2].Choices);
    }
}
