using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Builder;
using DigitalLand.Datasets.Packages;

namespace DigitalLand.Datasets.Tests.Builder;

/// <summary>An archive of two collections with every table of the builder, which each test fills as it needs.</summary>
internal sealed class BuilderCountry : IDisposable
{
    public static readonly PinnedClock Clock = new(new DateTimeOffset(2024, 5, 10, 3, 0, 0, TimeSpan.Zero));

    /// <summary>The published schemas, fields in their order; a list field is marked by its items' field.</summary>
    private static readonly Dictionary<string, string> Schemas = new(StringComparer.Ordinal)
    {
        ["organisation"] = "dataset end-date entity name organisation organisations=organisation",
        ["source"] = "attribution collection documentation-url end-date endpoint entry-date licence organisation pipelines=pipeline source start-date",
        ["endpoint"] = "datasets=dataset documentation-url end-date endpoint endpoint-url entry-date parameters=string plugin start-date",
        ["resource"] = "bytes end-date datasets=dataset endpoints=endpoint entry-date mime-type organisations=organisation resource start-date",
        ["old-resource"] = "end-date resource entry-date notes old-resource start-date status",
        ["log"] = "bytes content-type elapsed end-date endpoint entry-date resource start-date status exception",
        ["dataset"] = "collection dataset end-date environment name themes=theme typology",
        ["issue-type"] = "issue-type name severity responsibility",
        ["provision"] = "cohort dataset end-date organisation project provision-reason",
        ["specification"] = "datasets=dataset name json specification",
        ["column"] = "column dataset end-date endpoint entry-date field resource start-date",
        ["default"] = "dataset default-field entry-date field",
        ["lookup"] = "end-date entity organisation prefix reference",
        ["expectation"] = "dataset organisation operation parameters=string name passed details",
        ["issue"] = "end-date entity entry-date entry-number field issue-type line-number dataset resource start-date value message",
        ["column-field"] = "end-date entry-date field dataset start-date resource column",
        ["converted-resource"] = "dataset elapsed end-date entry-date exception resource start-date status",
    };

    private static readonly HashSet<string> Integers = ["entity", "bytes", "entry-number", "line-number"];

    public BuilderCountry()
    {
        foreach (var table in new[] { "schema", "dataset-schema", "datatype", "typology", "pipeline", "dataset-field", "licence", "provision-rule" }.Concat(BuilderTables.Specification).Distinct(StringComparer.Ordinal))
        {
            Folder.Write($"specification/{table}.csv", table);
        }

        var schemas = new BuilderTablesOfTheTest(Schemas);
        Folder.Write("specification/schema-field.csv", ["schema,field", .. schemas.Fields.Select(pair => $"{pair.Schema},{pair.Field}")]);
        Folder.Write(
            "specification/field.csv",
            ["field,datatype,cardinality,parent-field", .. schemas.Fields.Select(pair => pair.Field).Concat(["pipeline", "theme", "string"]).Distinct(StringComparer.Ordinal).Select(field => Field(schemas, field))]);
        Folder.Write("specification/collection.csv", "collection,name", "tree,Trees", "park,Parks");
        Folder.Write("specification/dataset.csv", "dataset,collection,environment,end-date,themes,typology", "tree,tree,production,,heritage;nature,geography", "park,park,production,,,geography", "bench,park,,,,geography");
        Folder.Write("specification/issue-type.csv", "issue-type,severity,responsibility", "bad,error,external", "own,error,internal", "odd,warning,external", "note,notice,internal", "hint,info,internal");
        Folder.Write("specification/specification.csv", "specification,name,datasets,json", "trees,Trees,tree,\"[{\"\"dataset\"\":\"\"tree\"\"}]\"", "parks,Parks,park;bench,{}");
        Folder.Write("specification/provision.csv", "organisation,dataset,provision-reason,cohort,project,end-date");
        Folder.Write("archive/organisation-collection/dataset/organisation.csv", "organisation,name,entity,dataset,end-date", "local-authority:A,Ay,1,local-authority,", "local-authority:B,Bee,2,local-authority,");
        foreach (var collection in new[] { "tree", "park" })
        {
            Collection(collection, "source", "source,attribution,collection,documentation-url,endpoint,licence,organisation,pipelines,entry-date,start-date,end-date");
            Collection(collection, "endpoint", "endpoint,endpoint-url,parameters,plugin,entry-date,start-date,end-date");
            Collection(collection, "resource", "resource,bytes,organisations,datasets,endpoints,start-date,end-date");
            Assembled(collection, collection);
            Collection(collection, "log", "bytes,content-type,elapsed,endpoint,resource,status,entry-date,start-date,end-date,exception");
        }
    }

    public TemporaryFolder Folder { get; } = new();

    public BuildOutputs Outputs => new(Folder["out/dataset"], Folder["out/data"]);

    public BuilderInputs Inputs => BuilderInputs.OfArchive(Folder["archive"], Specification.Load(Folder["specification"]), organisations: null, "production");

    /// <summary>Writes one of a collection's lists.</summary>
    public void Collection(string collection, string list, params IEnumerable<string> lines) => Folder.Write($"archive/{collection}-collection/collection/{list}.csv", lines);

    /// <summary>Adds lines to one of a collection's lists.</summary>
    public void Add(string collection, string list, params IEnumerable<string> lines) =>
        File.AppendAllLines(Folder[$"archive/{collection}-collection/collection/{list}.csv"], lines);

    /// <summary>Writes one of the files that transforming a resource leaves: <c>issue</c>, <c>var/column-field</c> and so on.</summary>
    public void Log(string collection, string kind, string dataset, string resource, params IEnumerable<string> lines) =>
        Folder.Write($"archive/{collection}-collection/{kind}/{dataset}/{resource}.csv", lines);

    public void Configuration(string collection, string file, params IEnumerable<string> lines) => Folder.Write($"archive/config/pipeline/{collection}/{file}.csv", lines);

    /// <summary>Writes an assembled dataset with these entities.</summary>
    public void Assembled(string collection, string dataset, params IEnumerable<(int Entity, string Organisation, string Quality)> entities)
    {
        var path = Folder[$"archive/{collection}-collection/dataset/{dataset}.sqlite3"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        using var database = SqliteDatabase.OpenForWriting(path);
        database.Execute("CREATE TABLE entity (entity INTEGER PRIMARY KEY, organisation_entity TEXT, quality TEXT)");
        foreach (var (entity, organisation, quality) in entities)
        {
            database.Execute($"INSERT INTO entity VALUES ({entity}, '{organisation}', '{quality}')");
        }
    }

    public BuildOutcome Build(bool allowMissing = false, TimeProvider? clock = null, IProgress<BuildStep>? progress = null) =>
        DatabaseBuild.Run(Inputs, Outputs, allowMissing, clock ?? Clock, progress, CancellationToken.None);

    public List<string?[]> DigitalLand(string sql) => Query(Outputs.DigitalLand, sql);

    public List<string?[]> Performance(string sql) => Query(Outputs.Performance, sql);

    public void Dispose() => Folder.Dispose();

    public static List<string?[]> Query(string path, string sql)
    {
        using var database = SqliteDatabase.OpenForReading(path);
        using var statement = database.Prepare(sql);
        var rows = new List<string?[]>();
        while (statement.Read())
        {
            rows.Add([.. Enumerable.Range(0, statement.ColumnCount).Select(i => statement.IsNull(i) ? null : Encoding.UTF8.GetString(statement.Text(i)))]);
        }

        return rows;
    }

    private static string Field(BuilderTablesOfTheTest schemas, string field) =>
        $"{field},{(Integers.Contains(field) ? "integer" : field == "json" ? "json" : "text")},{(schemas.Lists.ContainsKey(field) ? "n" : "1")},{schemas.Lists.GetValueOrDefault(field, field)}";

    /// <summary>Every table of the builder: the ones above, and the others with the field of their name alone.</summary>
    private sealed class BuilderTablesOfTheTest
    {
        public BuilderTablesOfTheTest(Dictionary<string, string> schemas)
        {
            string[] tables = ["organisation", .. BuilderTables.Collection, .. BuilderTables.Specification, .. BuilderTables.Pipeline, "expectation", "issue", "column-field", "converted-resource"];
            foreach (var table in tables)
            {
                foreach (var parts in (schemas.GetValueOrDefault(table) ?? $"{table} entry-date").Split(' ').Select(field => field.Split('=')))
                {
                    Fields.Add((table, parts[0]));
                    if (parts.Length == 2)
                    {
                        Lists[parts[0]] = parts[1];
                    }
                }
            }
        }

        public List<(string Schema, string Field)> Fields { get; } = [];

        public Dictionary<string, string> Lists { get; } = new(StringComparer.Ordinal);
    }
}
