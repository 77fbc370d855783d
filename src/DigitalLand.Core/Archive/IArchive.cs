namespace DigitalLand.Core.Archive;

/// <summary>Something that an archive holds.</summary>
/// <param name="Key">Its name, parts separated by slashes, as <see cref="ArchiveKeys"/> makes them.</param>
/// <param name="Length">In bytes.</param>
public sealed record ArchiveEntry(string Key, long Length);

/// <summary>
/// Where everything that was collected is kept for good, in a folder or in S3, under the same keys. What is written appears whole or not at all.
/// </summary>
public interface IArchive : IDisposable
{
    /// <summary>Keeps content under a key that must never change: a resource, the log of an attempt.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="content">Read from where it stands; must be seekable.</param>
    /// <param name="cancel">Stops the transfer; nothing is kept then.</param>
    /// <returns>False where something is kept under the key already, which stays as it is.</returns>
    Task<bool> AddAsync(string key, Stream content, CancellationToken cancel = default);

    /// <summary>Keeps content in the place of what the key held: a state, a list that is brought up to date.</summary>
    /// <inheritdoc cref="AddAsync"/>
    Task ReplaceAsync(string key, Stream content, CancellationToken cancel = default);

    /// <summary>Opens what a key holds, for reading once; null where it holds nothing.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancel = default);

    /// <summary>How many bytes a key holds; null where it holds nothing.</summary>
    Task<long?> LengthAsync(string key, CancellationToken cancel = default);

    /// <summary>Everything whose key starts so, in code point order of the keys.</summary>
    IAsyncEnumerable<ArchiveEntry> ListAsync(string prefix = "", CancellationToken cancel = default);
}
