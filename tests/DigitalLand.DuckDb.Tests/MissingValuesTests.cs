using DigitalLand.Core.Parquet;

namespace DigitalLand.DuckDb.Tests;

public sealed class MissingValuesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    public void Values_of_every_kind_may_be_missing(int percentMissing)
    {
        const int Seed = 81;
        var random = new Random(Seed);
        var snappy = new Snappy();
        var repeating = new DictionaryColumn<string, TextEncoding>("repeating", snappy);
        var number = new PlainColumn<long, Int64Encoding>("number", snappy);
        var date = new PlainColumn<int, DateEncoding>("date", snappy);
        var path = Path.Combine(_folder, "a.parquet");
        var expected = new (string? Repeating, long? Number, int? Date)[130_000];
        using (var stream = File.Create(path))
        {
            var writer = new ParquetWriter(stream, repeating, number, date);
            for (var i = 0; i < expected.Length; i++)
            {
                ref var row = ref expected[i];
                bool Missing() => random.Next(100) < percentMissing;
                row = (Missing() ? null : $"v{random.Next(5)}", Missing() ? null : random.NextInt64(), Missing() ? null : random.Next(30_000));
                Add(row.Repeating is not null, () => repeating.Add(expected[i].Repeating!), repeating);
                Add(row.Number is not null, () => number.Add(expected[i].Number!.Value), number);
                Add(row.Date is not null, () => date.Add(expected[i].Date!.Value), date);
                writer.EndRow();
            }

            writer.Finish();
        }

        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        using var reader = connection.Query($"select repeating, number, date_diff('day', date '1970-01-01', \"date\") from {Sql.Literal(path)}");
        foreach (var row in expected)
        {
            Assert.True(reader.Read());
            Assert.Equal(row, (reader.IsNull(0) ? null : reader.GetString(0), reader.IsNull(1) ? null : reader.GetInt64(1), reader.IsNull(2) ? null : (int)reader.GetInt64(2)));
        }

        Assert.False(reader.Read());
    }

    private static void Add(bool there, Action add, ColumnChunk column)
    {
        if (there)
        {
            add();
        }
        else
        {
            column.AddNull();
        }
    }
}
