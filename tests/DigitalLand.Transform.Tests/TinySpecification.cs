using DigitalLand.Core.Specifications;
using DigitalLand.Testing;

namespace DigitalLand.Transform.Tests;

/// <summary>A specification with one dataset, <c>park</c> (entities 100 to 199), and a field of each kind.</summary>
internal static class TinySpecification
{
    public static Specification Write(TemporaryDirectory folder, string name = "specification")
    {
        folder.Write($"{name}/dataset.csv", "dataset,prefix,typology,collection,entity-minimum,entity-maximum", "park,,geography,park,100,200", "conservation-area,,geography,,,");
        folder.Write($"{name}/schema.csv", "schema", "park", "fact", "fact-resource");
        folder.Write($"{name}/dataset-schema.csv", "dataset,schema", "park,park");
        folder.Write($"{name}/datatype.csv", "datatype", "string");
        folder.Write(
            $"{name}/field.csv",
            "field,datatype,typology,parent-field,cardinality,end-date",
            "entity,integer,value,entity,1,",
            "name,string,value,name,1,",
            "notes,text,value,notes,1,",
            "size,integer,value,size,1,",
            "reference,string,value,reference,1,",
            "prefix,string,value,prefix,1,",
            "organisation,curie,organisation,organisation,1,",
            "entry-date,datetime,value,entry-date,1,",
            "start-date,datetime,value,start-date,1,",
            "end-date,datetime,value,end-date,1,",
            "LastUpdatedDate,datetime,value,LastUpdatedDate,1,",
            "GeoX,longitude,value,GeoX,1,",
            "GeoY,latitude,value,GeoY,1,",
            "SiteName,string,value,SiteName,1,",
            "point,point,value,point,1,",
            "geometry,multipolygon,value,geometry,1,",
            "document,curie,document,document,1,",
            "geography,curie,geography,geography,1,",
            "conservation-area,string,geography,conservation-area,1,",
            "conservation-areas,string,value,conservation-area,n,",
            "plan,string,legal-instrument,plan,1,",
            "kind,string,category,category,1,",
            "category,string,category,category,1,",
            "wikipedia,string,value,wikipedia,1,",
            "former-name,string,value,name,1,2020-01-01",
            "odd,json,value,odd,1,",
            "fact,hash,value,fact,1,",
            "field,string,value,field,1,",
            "value,string,value,value,1,",
            "priority,integer,value,priority,1,",
            "reference-entity,integer,value,reference-entity,1,",
            "resource,hash,value,resource,1,",
            "entry-number,integer,value,entry-number,1,");
        string[] park =
        [
            "entity", "name", "notes", "size", "reference", "prefix", "organisation", "entry-date", "start-date", "end-date", "GeoX", "GeoY", "SiteName", "point", "geometry",
            "conservation-area", "plan", "kind", "wikipedia", "former-name", "odd",
        ];
        string[] fact = ["fact", "entity", "field", "value", "priority", "reference-entity", "entry-date", "start-date", "end-date"];
        string[] factResource = ["fact", "resource", "entry-number", "entry-date", "priority", "start-date", "end-date"];
        folder.Write(
            $"{name}/schema-field.csv",
            ["schema,field", .. park.Select(field => $"park,{field}"), .. fact.Select(field => $"fact,{field}"), .. factResource.Select(field => $"fact-resource,{field}")]);
        folder.Write($"{name}/typology.csv", "typology");
        folder.Write($"{name}/pipeline.csv", "pipeline,schema", "park,park");
        folder.Write($"{name}/dataset-field.csv", "dataset,field,field-dataset", "park,kind,park-kind", "park,name,");
        folder.Write($"{name}/licence.csv", "licence");
        folder.Write($"{name}/provision-rule.csv", "project,specification", "open-digital-planning,conservation-area");
        return Specification.Load(folder[name]);
    }
}
