using System.Globalization;
using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Datasets.Assemble.Inputs;
using DigitalLand.DuckDb;

namespace DigitalLand.Datasets.Tests.Inputs;

public sealed class FactReadingTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Fact]
    public void Parquet_gives_the_bytes_that_the_same_CSV_gives()
    {
        var random = new Random(41);
        _park.With(Enumerable.Range(0, 5000).Select(i => new FactRow(
            random.Next(400), $"field-{random.Next(9)}", $"v, \"é\" {random.Next(9)}", EntryNumber: random.Next(1, 200).ToString(CultureInfo.InvariantCulture), Resource: $"r{random.Next(4)}")));
        _park.Create();
        var fromCsv = File.ReadAllBytes(_park.Output);
        foreach (var resource in new[] { "r0", "r1", "r3" })
        {
            ToParquet(resource);
        }

        // One has both forms, two only Parquet, and one only CSV.
        File.Delete(_park.Folder["transformed/r1.csv"]);
        File.Delete(_park.Folder["transformed/r3.csv"]);
        Assert.DoesNotContain(_park.Create().Remarks, remark => remark.Contains("parquet", StringComparison.Ordinal));
        Assert.True(fromCsv.AsSpan().SequenceEqual(File.ReadAllBytes(_park.Output)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Parquet_of_our_own_gives_the_bytes_that_the_same_CSV_gives(int threads)
    {
        var random = new Random(44);
        _park.With(Enumerable.Range(0, 20_000).Select(i => new FactRow(
            40 + (i / 9), $"field-{random.Next(9)}", random.Next(200) == 0 ? new string('x', random.Next(300_000)) : $"v, \"é\" {random.Next(9)}", EntryNumber: (i / 9).ToString(CultureInfo.InvariantCulture), Resource: $"r{random.Next(3)}")));
        _park.Limits = Assemble.AssembleLimits.Beside(_park.Output) with { Threads = threads };
        _park.Create();
        var fromCsv = File.ReadAllBytes(_park.Output);

        // Between two of our own is one that only the CSV has.
        OwnParquet.Write(_park.Folder["transformed/r0.csv"]);
        OwnParquet.Write(_park.Folder["transformed/r2.csv"]);
        File.Delete(_park.Folder["transformed/r0.csv"]);
        Assert.DoesNotContain(_park.Create().Remarks, remark => remark.Contains("parquet", StringComparison.Ordinal));
        Assert.True(fromCsv.AsSpan().SequenceEqual(File.ReadAllBytes(_park.Output)));
    }

    [Fact]
    public void Parquet_of_our_own_is_of_the_CSV_whose_size_it_tells()
    {
        _park.With(new FactRow(1, "name", "of the parquet"));
        OwnParquet.Write(_park.Folder["transformed/x.csv"]);
        _park.Create();
        Assert.Equal("of the parquet", _park.Value("select name from entity"));

        _park.With(new FactRow(1, "name", "of the CSV"), new FactRow(2, "name", "more"));
        Assert.Contains("has 1 rows and the CSV beside it 2", string.Join(' ', _park.Create().Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_Parquet_of_our_own_fails_the_run_with_its_name()
    {
        _park.With(new FactRow(1, "name", "a"));
        OwnParquet.Write(_park.Folder["transformed/x.csv"]);
        var bytes = File.ReadAllBytes(_park.Folder["transformed/x.parquet"]);
        Array.Clear(bytes, 4, 40);
        File.WriteAllBytes(_park.Folder["transformed/x.parquet"], bytes);
        Assert.Contains("x.parquet' cannot be read", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_that_is_not_one_in_Parquet_of_our_own_fails_the_run()
    {
        _park.With(new FactRow(1, "name", "a", Priority: "high"));
        OwnParquet.Write(_park.Folder["transformed/x.csv"]);
        Assert.Contains("x.parquet' has a row with the priority 'high'", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_is_read_where_both_have_as_many_rows_and_the_CSV_where_they_have_not()
    {
        _park.With(new FactRow(1, "name", "of the parquet"));
        ToParquet("x");
        _park.With(new FactRow(1, "name", "of the CSV"));
        _park.Create();
        Assert.Equal("of the parquet", _park.Value("select name from entity"));

        _park.With(new FactRow(1, "name", "of the CSV"), new FactRow(2, "name", "more"));
        Assert.Contains("has 1 rows and the CSV beside it 2", string.Join(' ', _park.Create().Remarks), StringComparison.Ordinal);
        Assert.Equal([["of the CSV"], ["more"]], _park.Query("select name from entity"));
    }

    [Fact]
    public void Broken_Parquet_fails_the_run_with_its_name()
    {
        _park.With(new FactRow(1, "name", "a"));
        File.WriteAllText(_park.Folder["transformed/x.parquet"], "not parquet");
        Assert.Contains("x.parquet", Assert.Throws<RunFailedException>(() => _park.Create()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_that_is_not_one_in_Parquet_fails_the_run_with_its_fact()
    {
        _park.With(new FactRow(1, "name", "a", Priority: "high"));
        ToParquet("x");
        var error = Assert.Throws<RunFailedException>(() => _park.Create());
        Assert.Contains("the fact '1:name:a' with the priority 'high'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(42)]
    [InlineData(43)]
    public void Records_are_as_many_as_are_read(int seed)
    {
        var random = new Random(seed);
        string[] values = ["a", "a,b", "line\nbreak", "crlf\r\nin", "quote\"", "\"", "", "é"];
        for (var round = 0; round < 50; round++)
        {
            var records = Enumerable.Range(0, random.Next(30)).Select(_ => Enumerable.Range(0, 3).Select(_ => values[random.Next(values.Length)])).ToArray();
            using var stream = new MemoryStream();
            using (var writer = new CsvWriter(stream))
            {
                foreach (var record in records)
                {
                    writer.WriteRecord(record);
                }
            }

            var text = Encoding.UTF8.GetString(stream.ToArray());
            var path = _park.Folder["count.csv"];
            File.WriteAllText(path, random.Next(2) == 0 ? text.TrimEnd('\r', '\n') : text);
            var read = 0;
            using var reader = CsvReader.Open(path);
            while (reader.Read())
            {
                read++;
            }

            Assert.Equal(read, RecordCount.Of(path));
        }
    }

    public void Dispose() => _park.Dispose();

    private void ToParquet(string resource)
    {
        var csv = Sql.Literal(_park.Folder[$"transformed/{resource}.csv"]);
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        var names = CsvTable.Read(_park.Folder[$"transformed/{resource}.csv"]).Header.Select(name => name == "entity"
            ? "cast(entity as bigint) as entity"
            : $"coalesce({Sql.Identifier(name)}, '') as {Sql.Identifier(name.Replace('-', '_'))}");
        connection.CopyToParquet($"select {string.Join(", ", names)} from read_csv({csv}, all_varchar = true, header = true)", _park.Folder[$"transformed/{resource}.parquet"]);
    }
}
