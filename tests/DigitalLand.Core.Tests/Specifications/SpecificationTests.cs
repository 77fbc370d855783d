using DigitalLand.Core.Specifications;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Specifications;

public sealed class SpecificationTests : IDisposable
{
    private static readonly DateOnly Today = new(2024, 5, 1);

    private readonly TemporaryDirectory _folder = new();

    public SpecificationTests()
    {
        _folder.Write("dataset.csv", "dataset,prefix,typology,collection,entity-minimum,entity-maximum", "park,,geography,parks,10,20", "tree,wood,geography,,,");
        _folder.Write("schema.csv", "schema", "park", "fact", "fact-resource");
        _folder.Write("dataset-schema.csv", "dataset,schema", "park,park", "park,fact");
        _folder.Write("datatype.csv", "datatype", "string");
        _folder.Write(
            "field.csv",
            "field,datatype,typology,parent-field,cardinality,end-date",
            "name,string,value,name,1,",
            "reference,string,value,reference,1,",
            "old-name,string,value,name,1,2024-05-01",
            "late-name,string,value,name,1,2024-05-02",
            "kind,string,category,category,1,",
            "category,string,category,category,1,",
            "kinds,string,value,kind,n,",
            "fact,hash,value,fact,1,",
            "resource,hash,value,resource,1,",
            "a,string,value,b,1,",
            "b,string,value,a,1,",
            "orphan,string,value,nobody,1,");
        _folder.Write("schema-field.csv", "schema,field", "park,reference", "park,old-name", "park,late-name", "park,Name", "fact,fact", "fact-resource,resource", "fact-resource,fact");
        _folder.Write("typology.csv", "typology");
        _folder.Write("pipeline.csv", "pipeline,schema", "park,park");
        _folder.Write("dataset-field.csv", "dataset,field,field-dataset", "park,kind,park-kind", "park,category,", "park,name,", "tree,kind,");
        _folder.Write("licence.csv", "licence");
        _folder.Write("provision-rule.csv", "project,specification", "open-digital-planning,tree", "other,park");
    }

    [Fact]
    public void A_dataset_without_a_prefix_has_its_own_name()
    {
        var specification = Load();
        Assert.Equal("park", specification.Dataset("park").Prefix);
        Assert.Equal("wood", specification.Dataset("tree").Prefix);
        Assert.Equal((10, 20), specification.Dataset("park").EntityRange());
    }

    [Fact]
    public void A_dataset_without_a_range_cannot_have_its_entities_checked() => Assert.Equal(
        "The dataset 'tree' has the entity-minimum '' in dataset.csv, which is not a number, so its entities cannot be checked.",
        Assert.Throws<RunFailedException>(() => Load().Dataset("tree").EntityRange()).Message);

    [Fact]
    public void Unknown_datasets_are_wrong_use_with_the_file_that_does_not_have_them()
    {
        var specification = Load();
        Assert.Equal($"There is no dataset 'lake' in {_folder["dataset.csv"]}.", Assert.Throws<WrongUseException>(() => specification.Dataset("lake")).Message);
        Assert.Equal($"There is no dataset 'tree' in {_folder["pipeline.csv"]}.", Assert.Throws<WrongUseException>(() => specification.SchemaOf("tree")).Message);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_wrong_use_and_names_the_option() => Assert.Equal(
        $"There is no specification folder '{_folder["none"]}'. Name it with --specification-dir.",
        Assert.Throws<WrongUseException>(() => Specification.Load(_folder["none"])).Message);

    [Theory]
    [InlineData("dataset.csv")]
    [InlineData("schema.csv")]
    [InlineData("dataset-schema.csv")]
    [InlineData("datatype.csv")]
    [InlineData("field.csv")]
    [InlineData("schema-field.csv")]
    [InlineData("typology.csv")]
    [InlineData("pipeline.csv")]
    [InlineData("dataset-field.csv")]
    [InlineData("licence.csv")]
    [InlineData("provision-rule.csv")]
    public void A_folder_without_one_of_its_files_is_no_specification(string file)
    {
        File.Delete(_folder[file]);
        Assert.Equal($"'{_folder.Path}' is not a specification folder: it has no {file}.", Assert.Throws<WrongUseException>(Load).Message);
    }

    [Fact]
    public void Current_fields_have_not_ended_and_include_entity_in_code_point_order()
    {
        _folder.Write("schema-field.csv", "schema,field", "park,reference", "park,old-name", "park,late-name", "park,name");
        Assert.Equal(["entity", "late-name", "name", "reference"], Load().CurrentFields("park", Today));
        Assert.Equal(["entity", "name", "reference"], Load().CurrentFields("park", Today.AddDays(1)));
    }

    [Fact]
    public void A_schema_with_a_field_that_field_csv_does_not_know_is_wrong_use() => Assert.Equal(
        $"The field 'Name' of the schema 'park' is not in {_folder["field.csv"]}.",
        Assert.Throws<WrongUseException>(() => Load().CurrentFields("park", Today)).Message);

    [Fact]
    public void The_transformed_file_has_the_fields_of_fact_and_fact_resource_once_each() =>
        Assert.Equal(["entity", "fact", "resource"], Load().FactorFields(Today));

    [Fact]
    public void A_schemas_fields_stay_in_the_order_of_the_file_and_an_unknown_schema_has_none()
    {
        Assert.Equal(["reference", "old-name", "late-name", "Name"], Load().SchemaFields("park"));
        Assert.Empty(Load().SchemaFields("lake"));
        Assert.Equal(["park", "fact"], Load().SchemasOf("park"));
    }

    [Theory]
    [InlineData("name", "value")]
    [InlineData("kind", "category")]
    [InlineData("kinds", "category")]
    public void The_typology_of_a_field_is_its_topmost_parents(string field, string typology) => Assert.Equal(typology, Load().TypologyOf(field));

    [Fact]
    public void A_field_without_a_topmost_parent_fails_the_run()
    {
        var fields = _folder["field.csv"];
        Assert.Equal($"The field 'lake' is not in {fields}, so 'lake' has no typology.", Assert.Throws<RunFailedException>(() => Load().TypologyOf("lake")).Message);
        Assert.Equal($"The field 'nobody' is not in {fields}, so 'orphan' has no typology.", Assert.Throws<RunFailedException>(() => Load().TypologyOf("orphan")).Message);
        Assert.Equal($"The parents of the field 'a' form a circle in {fields}.", Assert.Throws<RunFailedException>(() => Load().TypologyOf("a")).Message);
    }

    [Fact]
    public void Category_fields_name_the_dataset_of_their_values_or_are_it()
    {
        Assert.Equal([("kind", "park-kind"), ("category", "category")], Load().CategoryFields("park"));
        Assert.Equal([("kind", "kind")], Load().CategoryFields("tree"));
        Assert.Empty(Load().CategoryFields("lake"));
    }

    [Fact]
    public void Open_digital_planning_has_the_specifications_of_its_provision_rules() => Assert.Equal(["tree"], Load().OpenDigitalPlanningDatasets);

    [Fact]
    public void The_prefix_of_a_field_is_blank_while_the_column_does_not_exist()
    {
        Assert.Equal("", Load().FindField("kind")!.Prefix);
        Assert.Null(Load().FindField("lake"));
    }

    public void Dispose() => _folder.Dispose();

    private Specification Load() => Specification.Load(_folder.Path);
}
