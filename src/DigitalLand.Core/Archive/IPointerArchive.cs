namespace DigitalLand.Core.Archive;

/// <summary>An archive in which one small object can say which of many others counts, and of several that want to change it one succeeds.</summary>
public interface IPointerArchive : IArchive
{
    /// <summary>What a key holds, with a tag that names this very content; null where it holds nothing.</summary>
    Task<(byte[] Content, string Tag)?> ReadAsync(string key, CancellationToken cancel = default);

    /// <summary>Keeps content under a key, but only while it holds what the tag names.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="content">The new content.</param>
    /// <param name="tag">From <see cref="ReadAsync"/>; null where the key held nothing.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>False where somebody else was faster; nothing is changed then.</returns>
    Task<bool> TryReplaceAsync(string key, byte[] content, string? tag, CancellationToken cancel = default);

    /// <summary>Keeps under one key what another holds, in the place of what is there.</summary>
    Task CopyAsync(string from, string to, CancellationToken cancel = default);

    /// <summary>Removes what a key holds; nothing where it holds nothing.</summary>
    Task DeleteAsync(string key, CancellationToken cancel = default);
}
