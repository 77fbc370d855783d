using System.Security.Cryptography;
using DigitalLand.Core.Files;
using DigitalLand.Core.Progress;

namespace DigitalLand.Collection.Collect;

/// <summary>
/// Content on its way to becoming a resource: written to a temporary file and hashed as it comes, then moved to the name that is its
/// hash. Resources appear whole or not at all and are never changed.
/// </summary>
internal sealed class ResourceFile : Stream
{
    private readonly string _directory;
    private readonly FileStream _file;
    private readonly long _maxBytes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="directory">The folder of resources; made where it is missing.</param>
    /// <param name="maxBytes">More is too much.</param>
    public ResourceFile(string directory, long maxBytes)
    {
        _directory = directory;
        _maxBytes = maxBytes;
        Directory.CreateDirectory(directory);
        _file = UnfinishedFile.Create(directory, "");
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position { get => _file.Position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_file.Position + buffer.Length > _maxBytes)
        {
            throw new FetchException(FetchCause.ContentTooLarge, $"The content is larger than {_maxBytes} bytes.");
        }

        _hash.AppendData(buffer);
        _file.Write(buffer);
        WorkMeter.Add("bytes", buffer.Length);
    }

    /// <summary>Puts the content into its place.</summary>
    /// <returns>Its hash, or null when there is no content: no byte is no resource.</returns>
    public string? Keep()
    {
        if (_file.Length == 0)
        {
            return null;
        }

        var resource = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var path = Path.Combine(_directory, resource);
        _file.Flush(flushToDisk: true);
        if (!File.Exists(path))
        {
            // Another fetch may bring the same content at this moment; whichever move comes last changes nothing.
            UnfinishedFile.Move(_file, path, overwrite: true);
        }

        return resource;
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            File.Delete(_file.Name);
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
