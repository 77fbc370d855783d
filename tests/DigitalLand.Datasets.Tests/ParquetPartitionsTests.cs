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
            DatasetAssembly.CreatePartitions(_park.Specification, SmallSpecification.Dataset, _park.Inputs, _park.CentroidPoint, _park.Folder["provenance"], TestContext.Current.CancellationToken);
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
        var files = new[] { 1, 2, 5 }.Select(threads =>
        {
            var folder = _park.Folder[$"threads-{threads}"];
            var limits = AssembleLimits.Beside(folder) with { Threads = threads };
            DatasetAssembly.CreatePartitions(_park.Specification, SmallSpecification.Dataset, _park.Inputs, _park.CentroidPoint, folder, TestContext.Current.CancellationToken, limits);
            return string.Join(' ', Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))));
        }).ToArray();
        Assert.Equal(3, files[0].Split(' ').Length);
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
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
