namespace DigitalLand.Datasets.Assemble;

/// <summary>What assembling may take of the machine. Results do not depend on it.</summary>
/// <param name="TemporaryDirectory">A folder on a disk with room for what does not fit the memory: about 200 bytes a fact.</param>
/// <param name="RowMemory">How many bytes the rows of transformed files may take before they go to that disk.</param>
/// <param name="PairMemory">How many bytes the index of facts by entity may take before it goes there.</param>
public sealed record AssembleLimits(string TemporaryDirectory, long RowMemory, long PairMemory)
{
    /// <summary>What rows may take where they are wanted in the order of entities alone, which takes little beside them.</summary>
    internal const long PartitionRowMemory = 288L << 20;

    /// <summary>How many threads work at once.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Enough for some three million facts in memory; any number then takes under a gigabyte.</summary>
    /// <param name="output">The file to be made, beside which the temporary files lie.</param>
    public static AssembleLimits Beside(string output) => new(Path.GetDirectoryName(Path.GetFullPath(output))!, RowMemory: 224L << 20, PairMemory: 64L << 20);
}
