using System.Security.Cryptography;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;

namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>The disk itself.</summary>
public sealed class DurableFiles : IPublicationFiles
{
    private const int BufferSize = 1 << 20;

    public void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public (long Length, string Sha256) Copy(string source, string destination, CancellationToken cancel)
    {
        using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using var to = new FileStream(destination, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var length = 0L;
        int read;
        while ((read = from.Read(buffer)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            WorkMeter.Add("bytes copied", read);
            to.Write(buffer.AsSpan(0, read));
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        to.Flush(flushToDisk: true);
        return (length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(bytes);
        file.CommitDurably();
    }

    public void Link(string target, string path) => File.CreateSymbolicLink(path, target);

    public void Rename(string from, string to) => PosixPath.Rename(from, to);

    public void FlushFolder(string path) => PosixPath.FlushFolder(path);

    public void DeleteFile(string path) => File.Delete(path);

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
