using System.Buffers.Binary;

namespace DigitalLand.Core.Parquet;

/// <summary>
/// What the footer of a file that <see cref="ParquetWriter"/> wrote tells. Files of other programs are not read here: of the format's
/// many features only those are known that the writer uses.
/// </summary>
public sealed class ParquetFile
{
    /// <summary>A footer's length and the magic bytes.</summary>
    private const int TailSize = 8;

    private const long LargestFooter = 64 << 20;

    private ParquetFile(string path, ParquetFooterReader footer)
    {
        Path = path;
        Columns = footer.Columns;
        RowGroups = footer.RowGroups;
        Properties = footer.Properties;
        RowCount = footer.RowCount;
    }

    public string Path { get; }

    /// <summary>The columns' names, in the schema's order.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<StoredRowGroup> RowGroups { get; }

    /// <summary>What the writer said about the file as a whole (key_value_metadata).</summary>
    public IReadOnlyDictionary<string, string> Properties { get; }

    public long RowCount { get; }

    /// <summary>Reads the footer of a file.</summary>
    /// <returns>Null where the file is another program's, or so broken that it cannot be told: a reader of all of Parquet says then what it is.</returns>
    public static ParquetFile? TryOpen(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        Span<byte> tail = stackalloc byte[TailSize];
        if (length < TailSize || RandomAccess.Read(file, tail, length - TailSize) < TailSize || !tail[sizeof(int)..].SequenceEqual("PAR1"u8))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size > Math.Min(length - TailSize, LargestFooter))
        {
            return null;
        }

        var bytes = new byte[size];
        try
        {
            return RandomAccess.Read(file, bytes, length - TailSize - size) == size && ParquetFooterReader.Read(bytes) is { IsOurs: true } footer
                ? new ParquetFile(path, footer)
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A row group as the footer tells of it.</summary>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Chunks">Where each column lies.</param>
public sealed record StoredRowGroup(int Rows, IReadOnlyList<StoredChunk> Chunks);

/// <summary>A column of a row group as the footer tells of it.</summary>
/// <param name="Type">The enumeration Type of parquet.thrift.</param>
/// <param name="Offset">Where in the file its pages begin.</param>
/// <param name="Size">How many bytes they take.</param>
/// <param name="Compressed">Whether they are compressed with Snappy.</param>
/// <param name="HasDictionary">Whether the first is a dictionary.</param>
/// <param name="Nulls">How many values are missing; negative where that is not told.</param>
public readonly record struct StoredChunk(int Type, long Offset, long Size, bool Compressed, bool HasDictionary, long Nulls);
