namespace DigitalLand.Datasets.Publication.Stores;

/// <summary>
/// The file system as publishing changes it: everything that can fail or be cut short passes through here, so that tests can let each
/// step fail. What is written is on the disk when the call returns; names are when their folder has been flushed.
/// </summary>
public interface IPublicationFiles
{
    void CreateFolder(string path);

    /// <summary>Copies a file, and says what was written.</summary>
    /// <returns>Length and SHA-256 of the copy.</returns>
    (long Length, string Sha256) Copy(string source, string destination, CancellationToken cancel);

    /// <summary>Writes a small file, in place of what has the name.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Makes a symbolic link, which need not lead anywhere yet.</summary>
    void Link(string target, string path);

    /// <summary>Renames a file, a folder or a link; a file or link that has the name goes in the same instant.</summary>
    void Rename(string from, string to);

    /// <summary>Returns when the names in a folder are on the disk.</summary>
    void FlushFolder(string path);

    /// <summary>Removes a file or a link; nothing where there is none.</summary>
    void DeleteFile(string path);

    /// <summary>Removes a folder with all that it holds; nothing where there is none.</summary>
    void DeleteFolder(string path);
}
