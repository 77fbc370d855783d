using System.Buffers.Binary;

namespace DigitalLand.Datasets.Assemble.Rows;

/// <summary>A run of rows on disk, in order. The file has no name any more once it is open, so nothing is left of it, however the process ends.</summary>
internal sealed class RunFile : IDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly FileStream _stream;
    private byte[] _row = [];
    private int _length;

    private RunFile(FileStream stream) => _stream = stream;

    /// <summary>The row in hand.</summary>
    public ReadOnlySpan<byte> Row => _row.AsSpan(0, _length);

    /// <summary>Its prefix.</summary>
    public ulong Prefix { get; private set; }

    /// <summary>Writes rows in their order.</summary>
    /// <param name="directory">A folder on a disk with room for them.</param>
    /// <param name="rows">The rows.</param>
    public static RunFile Write(string directory, SortedRows rows)
    {
        const int RowsAtATime = 8192;
        var file = new RunFile(Open(directory, BufferSize));
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var batch in rows.Batches(RowsAtATime))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(length, batch[i].Length);
                file._stream.Write(length);
                file._stream.Write(batch[i]);
            }
        }

        return file;
    }

    /// <summary>Opens a file that will vanish with the process.</summary>
    internal static FileStream Open(string directory, int bufferSize)
    {
        var path = Path.Combine(directory, $".{Guid.NewGuid():N}.run");
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        return stream;
    }

    /// <summary>Goes back to the first row.</summary>
    public void Rewind() => _stream.Position = 0;

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Read(RowKey key)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        if (_stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) == 0)
        {
            return false;
        }

        _length = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (_row.Length < _length)
        {
            _row = new byte[_length];
        }

        _stream.ReadExactly(_row, 0, _length);
        Prefix = key.Prefix(Row);
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
