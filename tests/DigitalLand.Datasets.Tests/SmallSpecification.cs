using DigitalLand.Core.Specifications;

namespace DigitalLand.Datasets.Tests;

/// <summary>The part of a specification that packages need, with the columns of the published one in their order.</summary>
internal static class SmallSpecification
{
    public const string Dataset = "park";

    private static readonly Dictionary<string, string> Schemas = new(StringComparer.Ordinal)
    {
        ["entity"] = "dataset end-date entity entry-date geojson geometry geometry-geom json name organisation-entity point-geom point prefix quality reference start-date typology",
        ["fact"] = "end-date entity fact field entry-date priority reference-entity start-date value",
        ["fact-resource"] = "end-date fact entry-date entry-number priority resource start-date",
        ["old-entity"] = "end-date entity entry-date notes old-entity start-date status",
        ["issue"] = "end-date entity entry-date entry-number field issue-type line-number dataset resource start-date value message",
        ["column-field"] = "end-date entry-date field dataset start-date resource column",
        ["dataset-resource"] = "end-date entry-date dataset entity-count entry-count line-count mime-type internal-path internal-mime-type resource start-date",
        [Dataset] = "entity name notes organisation reference designation-date closed-field geometry point",
    };

    private static readonly HashSet<string> Integers =
        ["entity", "priority", "entry-number", "line-number", "entity-count", "entry-count", "line-count"];

    public static Specification Write(TemporaryFolder folder)
    {
        folder.Write("specification/dataset.csv", "dataset,typology,collection,entity-minimum,entity-maximum", $"{Dataset},geography,park,1000,1999");
        folder.Write("specification/schema.csv", ["schema", .. Schemas.Keys]);
        folder.Write("specification/dataset-schema.csv", "dataset,schema", $"{Dataset},{Dataset}");
        folder.Write("specification/schema-field.csv", ["schema,field", .. Schemas.SelectMany(schema => schema.Value.Split(' ').Select(field => $"{schema.Key},{field}"))]);
        folder.Write("specification/field.csv", ["field,datatype,cardinality,typology,parent-field,end-date", .. Schemas.Values.SelectMany(fields => fields.Split(' ')).Distinct(StringComparer.Ordinal).Select(Field)]);
        foreach (var other in new[] { "datatype", "typology", "pipeline", "dataset-field", "licence", "provision-rule" })
        {
            folder.Write($"specification/{other}.csv", other);
        }

        return Specification.Load(folder["specification"]);
    }

    private static string Field(string field)
    {
        var datatype = Integers.Contains(field) ? "integer" : field is "json" or "geojson" ? "json" : field == "end-date" ? "date" : "text";
        return $"{field},{datatype},1,value,{field},{(field == "closed-field" ? "2020-01-01" : "")}";
    }
}
