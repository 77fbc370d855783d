using DigitalLand.Core;
using DigitalLand.Core.Specifications;
using DigitalLand.Datasets.Packages.Flattened;

namespace DigitalLand.Datasets.Tests;

public sealed class FlattenedEntriesTests : IDisposable
{
    private const string Header = "dataset,end_date,entity,geojson,geometry,json,name,point,typology";
    private static readonly DateOnly Today = new(2024, 6, 1);

    private readonly TemporaryFolder _folder = new();
    private readonly Specification _specification;

    public FlattenedEntriesTests() => _specification = SmallSpecification.Write(_folder);

    [Fact]
    public void Csv_has_a_column_for_every_current_field_and_the_members_in_theirs()
    {
        Flatten("park,,1,ignored,,\"{\"\"notes\"\":\"\"a, b\"\",\"\"designation_date\"\":\"\"2020\"\",\"\"name\"\":\"\"member\"\"}\",column,\"POINT (1 2)\",geography");
        Assert.Equal(
            "dataset,end-date,entity,geojson,geometry,name,point,typology,designation-date,notes,organisation,reference\r\n"
            + "park,,1,,,member,POINT (1 2),geography,2020,\"a, b\",,\r\n",
            Text("csv"));
    }

    [Fact]
    public void Json_has_the_keys_that_each_entity_has_and_is_ASCII()
    {
        Flatten("park,,1,,,\"{\"\"notes\"\":\"\"é😀\\n\"\"}\",a,,category", "park,,2,,,,b,,category");
        Assert.Equal(
            "{\"entities\": [{\"dataset\": \"park\", \"end-date\": \"\", \"entity\": \"1\", \"geometry\": \"\", \"name\": \"a\", \"point\": \"\", \"typology\": \"category\", "
            + "\"notes\": \"\\u00e9\\ud83d\\ude00\\n\"}, "
            + "{\"dataset\": \"park\", \"end-date\": \"\", \"entity\": \"2\", \"geometry\": \"\", \"name\": \"b\", \"point\": \"\", \"typology\": \"category\"}]}",
            Text("json"));
    }

    [Fact]
    public void GeoJson_has_a_feature_for_each_place_and_counts_what_has_none()
    {
        var outcome = Flatten(
            "park,,1,,,,é,\"POINT (1 2)\",geography",
            "park,,2,,\"POLYGON ((0 0,1 0,1 1,0 0))\",,b,\"POINT (1 2)\",geography",
            "park,,3,,bad,,c,\"POINT (1 2)\",geography",
            "park,,4,,,,d,,geography",
            "park,,5,,,,e,\"POINT (1 2)\",category");
        Assert.Equal(new FlattenedOutcome(Entities: 5, Features: 2, Unplaced: 2), outcome);
        Assert.Equal(
            """
            {
            "type": "FeatureCollection",
            "name": "park",
            "features": [
            { "type": "Feature", "properties": { "dataset": "park", "end-date": "", "entity": "1", "name": "é", "typology": "geography" }, "geometry": { "type": "Point", "coordinates": [ 1.0, 2.0 ] } },
            { "type": "Feature", "properties": { "dataset": "park", "end-date": "", "entity": "2", "name": "b", "typology": "geography" }, "geometry": { "type": "Polygon", "coordinates": [ [ [ 0.0, 0.0 ], [ 1.0, 0.0 ], [ 1.0, 1.0 ], [ 0.0, 0.0 ] ] ] } }
            ]
            }

            """,
            Text("geojson"));
    }

    [Fact]
    public void Second_run_replaces_the_files_of_the_first_and_takes_a_GeoJson_away_that_is_no_longer_true()
    {
        Flatten("park,,1,,,,a,\"POINT (1 2)\",geography");
        Flatten("park,,2,,,,b,,category");
        Assert.DoesNotContain("\"1\"", Text("json"), StringComparison.Ordinal);
        Assert.Equal(["park.csv", "park.json", "park.parquet"], Directory.EnumerateFiles(_folder["flattened"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("\"{\"\"unheard-of\"\":\"\"1\"\"}\"", "'unheard-of'")]
    [InlineData("\"{\"\"closed-field\"\":\"\"1\"\"}\"", "'closed-field'")]
    [InlineData("\"{\"\"notes\"\":1}\"", "not an object of texts")]
    [InlineData("{broken", "not an object of texts")]
    public void Member_without_a_column_or_that_is_no_text_fails_the_run_and_leaves_the_earlier_files(string json, string said)
    {
        Flatten("park,,1,,,,earlier,,category");
        var error = Assert.Throws<RunFailedException>(() => Flatten("park,,1,,,,fine,,category", $"park,,2,,,{json},b,,category"));
        Assert.Contains("record 3", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("earlier", Text("csv"), StringComparison.Ordinal);
        Assert.Equal(3, Directory.EnumerateFiles(_folder["flattened"]).Count());
    }

    [Fact]
    public void Parquet_has_the_columns_typed_and_NULL_for_blanks()
    {
        Flatten("park,,7,,,\"{\"\"notes\"\":\"\"two\\nlines\"\"}\",é,\"POINT (1 2)\",geography");
        using var database = DuckDb.DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        using var reader = connection.Query($"select entity, name, notes, \"end-date\", geojson from {DuckDb.Sql.Literal(_folder["flattened/park.parquet"])}");
        Assert.True(reader.Read());
        Assert.Equal((7L, "é", "two\nlines"), (reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        Assert.True(reader.IsNull(3) && reader.IsNull(4));
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public void Many_entities_come_in_their_order_whatever_their_members_look_like(int seed)
    {
        var random = new Random(seed);
        string[] notes = ["plain", "quote \\\"\"", "\\u00e9", "comma, {brace}", "", "[", "tab\\t"];
        var entities = Enumerable.Range(0, 5000).Select(i => (Entity: i, Notes: notes[random.Next(notes.Length)])).ToArray();
        var outcome = Flatten(entities.Select(entity =>
            $"park,,{entity.Entity},,,\"{{\"\"notes\"\":{(random.Next(2) == 0 ? " " : "")}\"\"{entity.Notes}\"\"}}\",n,\"POINT ({entity.Entity % 7} 2)\",{(entity.Entity % 3 == 0 ? "category" : "geography")}"));
        Assert.Equal(new FlattenedOutcome(5000, 3333, 0), outcome);
        using var json = System.Text.Json.JsonDocument.Parse(Text("json"));
        var read = json.RootElement.GetProperty("entities").EnumerateArray().Select(entity => (entity.GetProperty("entity").GetString(), entity.GetProperty("notes").GetString())).ToArray();
        Assert.Equal(entities.Select(entity => ($"{entity.Entity}", System.Text.RegularExpressions.Regex.Unescape(entity.Notes.Replace("\"\"", "\"", StringComparison.Ordinal)))), read!);
        using var geoJson = System.Text.Json.JsonDocument.Parse(Text("geojson"));
        Assert.Equal(
            entities.Where(entity => entity.Entity % 3 != 0).Select(entity => $"{entity.Entity}"),
            geoJson.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties").GetProperty("entity").GetString()));
    }

    [Theory]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2024/2/9", "2024-02-09")]
    [InlineData("0033-01-02", "0033-01-02")]
    public void Date_is_one_if_DuckDB_casts_it_to_one(string text, string date)
    {
        Flatten($"park,{text},7,,,,a,,category");
        Assert.Equal(date, Assert.Single(Parquet("select cast(\"end-date\" as varchar) from")));
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("-7", "-7")]
    [InlineData("7.5", "8")]
    [InlineData("1e3", "1000")]
    public void Whole_number_is_one_if_DuckDB_casts_it_to_one(string text, string number)
    {
        Flatten($"park,,{text},,,,a,,category");
        Assert.Equal(number, Assert.Single(Parquet("select cast(entity as varchar) from")));
    }

    [Theory]
    [InlineData("2024-02-30", "1", "end-date")]
    [InlineData("soon", "1", "end-date")]
    [InlineData("", "x", "entity")]
    public void Value_that_is_not_of_its_datatype_fails_the_run(string date, string entity, string column)
    {
        var error = Assert.Throws<RunFailedException>(() => Flatten($"park,{date},{entity},,,,a,,category"));
        Assert.Contains($"record 2 of", error.Message, StringComparison.Ordinal);
        Assert.Contains($"its {column} is not", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["flattened"]));
    }

    [Fact]
    public void Parquet_has_the_rows_of_the_CSV_when_some_values_are_missing()
    {
        const int Seed = 53;
        var random = new Random(Seed);
        string Some(string value) => random.Next(4) > 0 ? value : "";
        Flatten(Enumerable.Range(0, 150_000).Select(i =>
            $"park,{Some($"20{random.Next(10, 30)}-0{random.Next(1, 10)}-1{random.Next(10)}")},{i},,,,{Some($"é{random.Next(3000)}")},{Some("POINT (1 2)")},{(i < 2000 ? "" : Some("category"))}"));
        const string Columns = "cast(entity as bigint) as entity, cast(\"end-date\" as date) as \"end-date\", name, point, typology, dataset, notes";
        var csv = $"select {Columns} from read_csv('{_folder["flattened/park.csv"]}', all_varchar = true, header = true, nullstr = '')";
        Assert.Equal("0", Assert.Single(Parquet($"select cast(count(*) as varchar) from (({csv}) except all select {Columns} from {{0}})")));
        Assert.Equal("150000", Assert.Single(Parquet("select cast(count(*) as varchar) from")));
        Assert.Equal("0", Assert.Single(Parquet("select cast(count(*) as varchar) from {0} where entity <> file_row_number")));
    }

    [Fact]
    public void Files_are_the_same_byte_for_byte_whatever_the_number_of_threads()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i => $"park,{(i % 3 == 0 ? "" : "2024-01-02")},{i},,,\"{{\"\"notes\"\":\"\"{i % 11}\"\"}}\",n{i},\"POINT ({i % 7} 2)\",geography").ToArray();
        var files = new[] { 1, 2, 5 }.Select(threads =>
        {
            Flatten(threads, lines);
            return string.Join(' ', new[] { "csv", "json", "geojson", "parquet" }.Select(extension => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder[$"flattened/park.{extension}"])))));
        }).ToArray();
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    [Fact]
    public void Line_ends_within_values_become_LF()
    {
        Flatten("park,,1,,,,\"a\r\nb\",,category");
        Assert.Contains("\"a\nb\"", Text("csv"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FlattenedOutcome Flatten(params IEnumerable<string> lines) => Flatten(threads: 2, lines);

    private FlattenedOutcome Flatten(int threads, IEnumerable<string> lines) => FlattenedEntries.Write(
        _folder.Write("dataset/park.csv", [Header, .. lines]), _folder["flattened"], _specification, Today, TestContext.Current.CancellationToken, threads);

    private List<string> Parquet(string sql)
    {
        var file = $"read_parquet({DuckDb.Sql.Literal(_folder["flattened/park.parquet"])}, file_row_number = true)";
        using var database = DuckDb.DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        using var reader = connection.Query(sql.Contains("{0}", StringComparison.Ordinal) ? sql.Replace("{0}", file, StringComparison.Ordinal) : $"{sql} {file}");
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.IsNull(0) ? "NULL" : reader.GetString(0));
        }

        return values;
    }

    private string Text(string extension) => File.ReadAllText(_folder[$"flattened/park.{extension}"]);
}
