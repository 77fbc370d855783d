namespace DigitalLand.Core.Parquet;

/// <summary>What the footer tells about a column of a row group. Sizes are in bytes and count page headers; offsets are from the chunk's start.</summary>
/// <param name="Compressed">Whether its pages are compressed with Snappy.</param>
/// <param name="UncompressedSize">What the pages would take uncompressed.</param>
/// <param name="DictionarySize">The size of the dictionary's page, with which the chunk then begins; 0 without one.</param>
/// <param name="Nulls">How many values are missing.</param>
/// <param name="Least">The least value in plain encoding; empty where it is not told.</param>
/// <param name="Greatest">The greatest.</param>
public readonly record struct ChunkSummary(bool Compressed, long UncompressedSize, int DictionarySize, long Nulls, ReadOnlyMemory<byte> Least, ReadOnlyMemory<byte> Greatest);

/// <summary>Where a column of a row group lies in the file, in bytes.</summary>
internal readonly record struct WrittenChunk(long Offset, long Size, ChunkSummary Summary);

/// <summary>A row group of the file, for its footer.</summary>
internal sealed record RowGroup(int Rows, WrittenChunk[] Chunks);
