using System.Text;
using DigitalLand.Core;
using DigitalLand.Core.Csv;
using DigitalLand.Core.Hashing;
using DigitalLand.Transform;
using DigitalLand.Transform.Parquet;
using DigitalLand.Transform.Phases;

namespace DigitalLand.DuckDb.Tests;

public sealed class TransformedParquetTests : IDisposable
{
    private static readonly string[] Columns =
        ["end-date", "entity", "entry-date", "entry-number", "fact", "field", "priority", "reference-entity", "resource", "start-date", "value"];

    private readonly string _folder = Directory.CreateTempSubdirectory("parquet-").FullName;

    private string ParquetPath => Path.Combine(_folder, "a.parquet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_facts_the_file_is_its_schema()
    {
        Write([]);

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(
            [
                "end_date VARCHAR", "entity BIGINT", "entry_date VARCHAR", "entry_number VARCHAR", "fact VARCHAR", "field VARCHAR",
                "priority VARCHAR", "reference_entity VARCHAR", "resource VARCHAR", "start_date VARCHAR", "value VARCHAR",
            ],
            reader.Schema());
        Assert.Empty(reader.Rows());
    }

    [Fact]
    public void What_is_blank_is_empty_text()
    {
        Write([Fact(7, 1, "name", "Old Town", entryDate: ""), Fact(7, 1, "organisation", "", reference: "12")]);

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(
            [
                ["", "7", "", "1", Hash(7, "name"), "name", "2", "", "r", "", "Old Town"],
                ["", "7", "2024-01-02", "1", Hash(7, "organisation"), "organisation", "2", "12", "r", "", ""],
            ],
            reader.Rows());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_rows_are_those_of_the_transformed_file(int seed)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var facts = Random(new Random(seed), 30_000).ToList();
        var expected = WrittenAsCsv(facts);

        Write(facts);

        using var reader = new ParquetReader(ParquetPath);
        using var actual = reader.Rows().GetEnumerator();
        foreach (var row in expected)
        {
            Assert.True(actual.MoveNext());
            Assert.Equal(row, actual.Current);
        }

        Assert.False(actual.MoveNext());
    }

    [Fact]
    public void Many_rows_stand_in_groups_that_tell_the_range_of_their_entities()
    {
        const int Count = 300_000;
        Write(Enumerable.Range(0, Count).Select(i => Fact(1_000_000 + (i / 10), i / 10, i % 2 == 0 ? "name" : "notes", $"value {i}")));

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(Count, reader.Connection.QueryInt64($"SELECT count(*) FROM read_parquet({reader.Path})"));
        Assert.Equal(
            0,
            reader.Connection.QueryInt64(
                $"""
                SELECT count(*) FROM (SELECT *, file_row_number AS i FROM read_parquet({reader.Path}, file_row_number = true))
                WHERE value <> 'value ' || i OR entity <> 1000000 + i // 10 OR entry_number <> i // 10
                """));
        Assert.Equal(
            [["122880", "1000000", "1012287"], ["122880", "1012288", "1024575"], ["54240", "1024576", "1029999"]],
            reader.Rows(
                $"""
                SELECT row_group_num_rows::VARCHAR, stats_min_value, stats_max_value FROM parquet_metadata({reader.Path})
                WHERE path_in_schema = 'entity' ORDER BY row_group_id
                """));
        Assert.Equal(10, reader.Connection.QueryInt64($"SELECT count(*) FROM read_parquet({reader.Path}) WHERE entity = 1020000"));
    }

    [Fact]
    public void Long_shapes_end_a_group_before_it_fills_memory()
    {
        const int Count = 4000;
        Write(Shapes(Count).Select((shape, i) => Fact(i, i, "geometry", shape)));

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(Shapes(Count), reader.Rows().Select(row => row[10]!));
        Assert.InRange(reader.Connection.QueryInt64($"SELECT num_row_groups FROM parquet_file_metadata({reader.Path})"), 10, 16);
    }

    [Fact]
    public void What_repeats_is_compressed_and_what_does_not_is_left()
    {
        Write(Random(new Random(9), 20_000));

        using var reader = new ParquetReader(ParquetPath);
        Assert.Equal(
            [["fact", "UNCOMPRESSED"], ["value", "SNAPPY"]],
            reader.Rows($"SELECT path_in_schema, compression FROM parquet_metadata({reader.Path}) WHERE path_in_schema IN ('fact', 'value') ORDER BY 1"));
        Assert.Equal(
            0,
            reader.Connection.QueryInt64(
                $"""
                SELECT count(*) FROM parquet_metadata({reader.Path})
                WHERE compression = 'SNAPPY' AND total_compressed_size > total_uncompressed_size + 100
                """));
    }

    [Fact]
    public void The_sizes_that_the_footer_tells_make_up_the_file()
    {
        const int MagicTwiceAndLength = 12;
        Write(Random(new Random(10), 20_000));

        using var reader = new ParquetReader(ParquetPath);
        var columns = reader.Connection.QueryInt64($"SELECT sum(total_compressed_size) FROM parquet_metadata({reader.Path})");
        var footer = reader.Connection.QueryInt64($"SELECT footer_size FROM parquet_file_metadata({reader.Path})");
        Assert.Equal(new FileInfo(ParquetPath).Length, columns + footer + MagicTwiceAndLength);
    }

    [Fact]
    public void An_entity_that_is_not_a_number_stops_the_run_and_leaves_no_file()
    {
        var error = Assert.Throws<RunFailedException>(() => Write([Fact(1, 1, "name", "x"), Fact(entity: "7a", 3, "name", "x")]));

        Assert.Equal("Line 4: the entity '7a' is not a number; correct it in lookup.csv", error.Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_same_facts_give_the_same_bytes()
    {
        Write(Random(new Random(4), 5000));
        var first = File.ReadAllBytes(ParquetPath);

        Write(Random(new Random(4), 5000));

        Assert.Equal(first, File.ReadAllBytes(ParquetPath));
    }

    private void Write(IEnumerable<Fact> facts)
    {
        using var parquet = new TransformedParquet(ParquetPath, "r");
        foreach (var fact in facts)
        {
            parquet.Add(fact);
        }

        parquet.Commit();
    }

    private static List<string[]> WrittenAsCsv(IEnumerable<Fact> facts)
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvWriter(stream))
        {
            foreach (var _ in new SavePhase(Columns, "r", writer).Process(facts))
            {
            }
        }

        stream.Position = 0;
        using var reader = new CsvReader(new StreamReader(stream));
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add(reader.ToArray());
        }

        return rows;
    }

    /// <summary>Facts with every kind of trouble: runs and alternations of every length, empty, long, repeating and foreign text.</summary>
    private static IEnumerable<Fact> Random(Random random, int count)
    {
        string[] fields = ["name", "notes", "geometry", "reference", "organisation"];
        string[] dates = ["", "2024-01-02", "2024-05-06"];
        var entry = 0;
        var entity = 1L;
        for (var i = 0; i < count; i++)
        {
            if (random.Next(random.Next(2, 40)) == 0)
            {
                entry++;
                entity = random.Next(4) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(100);
            }

            var fact = new Fact
            {
                Entity = entity.ToString(),
                Field = fields[random.Next(fields.Length)],
                Value = Value(random),
                Priority = random.Next(10) == 0 ? 1 : 2,
                EntryDate = dates[random.Next(dates.Length)],
                LineNumber = entry + 1,
                EntryNumber = entry,
                Organisation = "",
                ReferenceEntity = random.Next(3) == 0 ? random.Next(100_000).ToString() : null,
            };
            fact.Hash = Sha256Digest.Of(Bytes(random, 32));
            yield return fact;
        }
    }

    /// <summary>Texts of 20 kB in which nothing repeats for long.</summary>
    private static IEnumerable<string> Shapes(int count)
    {
        var random = new Random(5);
        return Enumerable.Range(0, count).Select(_ => Convert.ToHexString(Bytes(random, 10_000)));
    }

    private static string Value(Random random) => random.Next(8) switch
    {
        0 => "",
        1 => "yes",
        2 => new string((char)random.Next('a', 'z'), random.Next(300)),
        3 => $"POINT (-0.{random.Next(1_000_000):D6} 51.{random.Next(1_000_000):D6})",
        4 => "MULTIPOLYGON ((" + string.Join(',', Enumerable.Range(0, random.Next(200)).Select(i => $"-0.{100 + (i % 7)} 51.{random.Next(1000)}")) + "))",
        5 => "Caffè \"東京\", 🌳\n" + random.Next(50),
        // Less carriage returns, which reading CSV makes line feeds.
        6 => Encoding.Latin1.GetString(Bytes(random, random.Next(100))).Replace('\r', ' '),
        _ => random.Next().ToString(),
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Fact Fact(int entity, int entry, string field, string value, string entryDate = "2024-01-02", string? reference = null) =>
        Fact(entity.ToString(), entry, field, value, entryDate, reference);

    private static Fact Fact(string entity, int entry, string field, string value, string entryDate = "2024-01-02", string? reference = null)
    {
        var fact = new Fact
        {
            Entity = entity,
            Field = field,
            Value = value,
            Priority = 2,
            EntryDate = entryDate,
            LineNumber = entry + 1,
            EntryNumber = entry,
            Organisation = "",
            ReferenceEntity = reference,
        };
        fact.Hash = Digest(entity, field);
        return fact;
    }

    private static string Hash(int entity, string field) => Digest(entity.ToString(), field).ToString();

    private static Sha256Digest Digest(string entity, string field) => Sha256Digest.Of(Encoding.UTF8.GetBytes($"{entity}:{field}"));
}
