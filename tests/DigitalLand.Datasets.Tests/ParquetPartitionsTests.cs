using DigitalLand.Datasets.Assemble;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Tests;

public sealed class ParquetPartitionsTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Partitions_hold_what_the_SQLite_tables_hold(bool alone)
    {
        var random = new Random(71);
        string[] fields = ["name", "geometry", "organisation", "notes", "end-date"];
        _park.With(Enumerable.Range(0, 3000).Select(i => new FactRow(
            random.Next(3) * 150_000L + random.Next(40), fields[random.Next(fields.Length)], $"v{random.Next(5)}", random.Next(1, 3).ToString(System.Globalization.CultureInfo.InvariantCulture), Resource: $"r{i % 3}")));
        _park.Partitions = alone ? null : _park.Folder["provenance"];
        _park.Create();
        if (alone)
        {
            _park.CreatePartitions("provenance");
        }

        foreach (var (folder, table) in new[] { ("fact", "fact"), ("fact-resource", "fact_resource"), ("entity", "entity") })
        {
            var columns = string.Join(", ", _park.Query($"select name from pragma_table_info('{table}') order by name").Select(row => $"cast(\"{row[0]}\" as varchar)"));
            Assert.Equal(Sorted(_park.Query($"select {columns} from {table}")), Sorted(Parquet(folder, columns)));
        }

        Assert.Equal(
            "dataset typology organisation_entity end_date entity geometry name entry_date geojson prefix reference start_date quality point json",
            string.Join(' ', Parquet("entity", "column_name", describe: true).Select(row => row[0])));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_park.Folder["provenance"], ".*"));
    }

    [Fact]
    public void Files_are_the_same_byte_for_byte_whatever_the_number_of_threads()
    {
        const int Seed = 72;
        var random = new Random(Seed);
        string[] fields = ["name", "organisation", "notes", "end-date"];
        _park.With(Enumerable.Range(0, 9000).Select(i => new FactRow(
            random.Next(20_000), fields[random.Next(fields.Length)], new string((char)('a' + random.Next(26)), 1 + random.Next(2000)), "1", Resource: $"r{i % 3}")));
        var files = new[] { 1, 2, 5 }
            .Select(threads => _park.CreatePartitions($"threads-{threads}", AssembleLimits.Beside(_park.Folder["x"]) with { Threads = threads }))
            .ToArray();
        Assert.Equal(3, files[0].Length);
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    [Fact]
    public void Fact_that_several_entities_have_is_one_row_of_the_entity_whose_row_speaks_for_it()
    {
        _park.With(
            new FactRow(1, "name", "a", Priority: "2") { Fact = "shared" },
            new FactRow(2, "name", "b", Priority: "1") { Fact = "shared" },
            new FactRow(3, "name", "c", Priority: "1") { Fact = "shared" },
            new FactRow(3, "notes", "d") { Fact = "3-alone" },
            new FactRow(3, "notes", "e", EntryNumber: "9") { Fact = "3-alone" });
        _park.CreatePartitions("provenance");
        Assert.Equal([["2", "shared", "b"], ["3", "3-alone", "e"]], Parquet("fact", "cast(entity as varchar), fact, \"value\""));
        Assert.Equal(5, Parquet("fact-resource", "fact").Count);
    }

    [Fact]
    public void Facts_that_begin_alike_are_not_taken_for_one()
    {
        _park.With(new FactRow(1, "name", "a") { Fact = "begins alike, a" }, new FactRow(2, "name", "b") { Fact = "begins alike, b" });
        _park.CreatePartitions("provenance");
        Assert.Equal([["1", "begins alike, a"], ["2", "begins alike, b"]], Parquet("fact", "cast(entity as varchar), fact"));
    }

    public void Dispose() => _park.Dispose();

    private static IEnumerable<string> Sorted(IEnumerable<List<string?>> rows) => rows.Select(row => string.Join('|', row.Select(value => value ?? "NULL"))).Order(StringComparer.Ordinal);

    private List<List<string?>> Parquet(string folder, string columns, bool describe = false)
    {
        var path = Sql.Literal(_park.Folder[$"provenance/{folder}/dataset=park/{folder}.parquet"]);
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        using var reader = connection.Query(describe ? $"select {columns} from (describe select * from read_parquet({path}, hive_partitioning = false))" : $"select {columns} from read_parquet({path}, hive_partitioning = false)");
        var rows = new List<List<string?>>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.ColumnCount).Select(i => reader.IsNull(i) ? null : reader.GetString(i))]);
        }

        return rows;
    }
}
