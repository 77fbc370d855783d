using System.Text;
using DigitalLand.Core.Parquet;
using DigitalLand.Testing;

namespace DigitalLand.Core.Tests.Parquet;

/// <summary>What the writer writes is what the reader reads.</summary>
public sealed class ParquetFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1000)]
    [InlineData(4, 150_000)]
    public void Values_come_back(int seed, int rows)
    {
        var (texts, repeated) = Write(seed, rows);
        var file = ParquetFile.TryOpen(Path)!;
        Assert.Equal(["text", "repeated"], file.Columns);
        Assert.Equal(rows, file.RowCount);
        Assert.Equal("v", file.Properties["k"]);
        var bytes = File.ReadAllBytes(Path);
        var (readTexts, readRepeated) = (new List<string>(), new List<string>());
        foreach (var group in file.RowGroups)
        {
            Read(bytes, group, readTexts, readRepeated);
        }

        Assert.Equal(texts, readTexts);
        Assert.Equal(repeated, readRepeated);
    }

    [Fact]
    public void Broken_bytes_are_refused_and_nothing_worse()
    {
        Write(5, 3000);
        var bytes = File.ReadAllBytes(Path);
        var file = ParquetFile.TryOpen(Path)!;
        var random = new Random(6);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var broken = bytes.ToArray();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Read(broken, Assert.Single(file.RowGroups), [], []);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void File_that_is_not_ours_or_cut_short_is_not_opened()
    {
        Write(7, 10);
        var bytes = File.ReadAllBytes(Path);
        foreach (var length in new[] { 0, 3, 12, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Assert.Null(ParquetFile.TryOpen(Path));
        }

        var text = Encoding.Latin1.GetString(bytes);
        File.WriteAllBytes(Path, Encoding.Latin1.GetBytes(text.Replace("digital-land", "another-land", StringComparison.Ordinal)));
        Assert.Null(ParquetFile.TryOpen(Path));
    }

    public void Dispose() => _directory.Dispose();

    private string Path => System.IO.Path.Combine(_directory.Path, "x.parquet");

    private static void Read(byte[] bytes, StoredRowGroup group, List<string> texts, List<string> repeated)
    {
        var pages = new PageReader();
        pages.Start(group.Chunks[0], Pages(bytes, group.Chunks[0]));
        while (pages.Read())
        {
            var values = new PlainTexts(pages.Values);
            for (var i = 0; i < pages.Count; i++)
            {
                texts.Add(Encoding.UTF8.GetString(values.Next()));
            }
        }

        pages.Start(group.Chunks[1], Pages(bytes, group.Chunks[1]));
        pages.ReadDictionary();
        var dictionary = new List<string>();
        var entries = new PlainTexts(pages.Values);
        for (var i = pages.Count; i > 0; i--)
        {
            dictionary.Add(Encoding.UTF8.GetString(entries.Next()));
        }

        while (pages.Read())
        {
            var numbers = new int[Math.Min(pages.Count, 1 << 20)];
            pages.ReadNumbers(numbers);
            repeated.AddRange(numbers.Where(number => number >= 0 && number < dictionary.Count).Select(number => dictionary[number]));
        }
    }

    private static ReadOnlyMemory<byte> Pages(byte[] bytes, StoredChunk chunk) => bytes.AsMemory((int)chunk.Offset, (int)chunk.Size);

    private (List<string> Texts, List<string> Repeated) Write(int seed, int rows)
    {
        var random = new Random(seed);
        var snappy = new Snappy();
        var (text, other) = (new PlainColumn("text", snappy), new DictionaryColumn<string, TextEncoding>("repeated", snappy));
        var (texts, repeated) = (new List<string>(), new List<string>());
        using var stream = File.Create(Path);
        var writer = new ParquetWriter(stream, text, other);
        var distinct = 1 + random.Next(5000);
        for (var i = 0; i < rows; i++)
        {
            texts.Add(RandomText(random));
            repeated.Add(i > 0 && random.Next(3) > 0 ? repeated[^1] : $"value {random.Next(distinct)}");
            text.Add(texts[^1]);
            other.Add(repeated[^1]);
            writer.EndRow();
        }

        writer.AddProperty("k", "v");
        writer.Finish();
        return (texts, repeated);
    }

    /// <summary>Repetitions near and far, runs of one character, and what does not shrink.</summary>
    private static string RandomText(Random random) => random.Next(5) switch
    {
        0 => "",
        1 => new string((char)('a' + random.Next(3)), random.Next(300)),
        2 => string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => "-0.12345" + random.Next(20))),
        3 => random.Next().ToString("x", System.Globalization.CultureInfo.InvariantCulture),
        _ => $"é {random.Next(10)}",
    };
}
