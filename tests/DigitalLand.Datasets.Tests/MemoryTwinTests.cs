using System.Globalization;
using DigitalLand.Datasets.Assemble;

namespace DigitalLand.Datasets.Tests;

/// <summary>A dataset that does not fit the memory it may take, against the same in memory.</summary>
public sealed class MemoryTwinTests : IDisposable
{
    private readonly ParkDataset _park = new();

    [Theory]
    [InlineData(21, true)]
    [InlineData(22, false)]
    [InlineData(23, true)]
    public void Dataset_sorted_on_disk_has_the_bytes_of_the_one_sorted_in_memory(int seed, bool hashes)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 30_000).Select(_ => RandomRow(random, hashes)).ToList();
        _park.With(rows).Create();
        var inMemory = File.ReadAllBytes(_park.Output);

        // The least memory that rows lie in is a segment of a mebibyte; every eleven thousand rows or so make a run.
        _park.Limits = new AssembleLimits(_park.Folder.Root, RowMemory: 1_600_000, PairMemory: 1);
        _park.Create();
        Assert.True(inMemory.AsSpan().SequenceEqual(File.ReadAllBytes(_park.Output)));
        Assert.Empty(Directory.EnumerateFiles(_park.Folder.Root, ".*"));
        Assert.Equal("ok", _park.Value("pragma integrity_check"));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void Partitions_sorted_on_disk_have_the_bytes_of_those_sorted_in_memory(int seed, bool hashes)
    {
        var random = new Random(seed);
        _park.With(Enumerable.Range(0, 30_000).Select(_ => RandomRow(random, hashes)).ToList());
        var inMemory = _park.CreatePartitions("in-memory", AssembleLimits.Beside(_park.Folder["x"]));
        var onDisk = _park.CreatePartitions("on-disk", new AssembleLimits(_park.Folder.Root, RowMemory: 1_600_000, PairMemory: 1));
        Assert.Equal(inMemory, onDisk);
        Assert.Empty(Directory.EnumerateFiles(_park.Folder.Root, ".*"));
    }

    [Fact]
    public void Dataset_is_the_same_byte_for_byte_whatever_the_number_of_threads()
    {
        var random = new Random(26);
        _park.With(Enumerable.Range(0, 30_000).Select(_ => RandomRow(random, hashes: true)).ToList());
        var files = new[] { 1, 2, 5 }.Select(threads =>
        {
            _park.Limits = AssembleLimits.Beside(_park.Output) with { Threads = threads };
            _park.Create();
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_park.Output)));
        }).ToArray();
        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    public void Dispose() => _park.Dispose();

    private static FactRow RandomRow(Random random, bool hashes)
    {
        var row = new FactRow(
            random.Next(10) * 70_000L + random.Next(300),
            $"field-{random.Next(12)}",
            random.Next(30) == 0 ? new string('v', random.Next(5000)) : $"value {random.Next(4)}",
            random.Next(1, 3).ToString(CultureInfo.InvariantCulture),
            $"2024-0{random.Next(1, 4)}-01",
            random.Next(1, 13).ToString(CultureInfo.InvariantCulture),
            $"r{random.Next(5)}");
        return hashes ? row with { Fact = Core.Hashing.Sha256Hex.OfText(row.FactKey) } : row;
    }
}
