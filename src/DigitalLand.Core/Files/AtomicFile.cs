namespace DigitalLand.Core.Files;

/// <summary>
/// A file that appears whole or not at all: it is written beside its place under a temporary name and moved there by
/// <see cref="Commit"/>. Disposing without a commit leaves whatever stood there before.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private bool _committed;

    /// <summary>Starts a file; its folder is made where it is missing.</summary>
    public AtomicFile(string path)
    {
        _path = System.IO.Path.GetFullPath(path);
        var folder = System.IO.Path.GetDirectoryName(_path)!;
        Directory.CreateDirectory(folder);
        Stream = UnfinishedFile.Create(folder, System.IO.Path.GetFileName(_path), FileAccess.ReadWrite);
    }

    public FileStream Stream { get; }

    /// <summary>Where the bytes lie until the commit; for writers that want a path (SQLite, child processes).</summary>
    public string TemporaryPath => Stream.Name;

    /// <summary>Moves the file into place: from here on readers see the new one.</summary>
    /// <remarks>
    /// Whole for every reader and after a killed process. A power cut may undo it, which is right for what can be made again; for what
    /// cannot, see <see cref="CommitDurably"/>.
    /// </remarks>
    public void Commit()
    {
        UnfinishedFile.Move(Stream, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>As <see cref="Commit"/>, with the bytes on the disk before the move: for resources and their logs, which nobody can fetch again.</summary>
    public void CommitDurably()
    {
        Stream.Flush(flushToDisk: true);
        Commit();
    }

    /// <summary>
    /// As <see cref="CommitDurably"/>, but only where nothing stands yet: of several that try, one succeeds. For what must never change.
    /// </summary>
    /// <returns>False where something stood there, which stays.</returns>
    public bool TryCommitNew()
    {
        Stream.Flush(flushToDisk: true);
        try
        {
            UnfinishedFile.Move(Stream, _path, overwrite: false);
            _committed = true;
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Somebody was first; disposing removes what was written.
        }

        return _committed;
    }

    public void Dispose()
    {
        if (!_committed)
        {
            File.Delete(Stream.Name);
        }

        Stream.Dispose();
    }

    /// <summary>Writes a whole small file at once.</summary>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new AtomicFile(path);
        file.Stream.Write(bytes);
        file.Commit();
    }

    /// <summary>Writes a whole small CSV file at once, header first.</summary>
    public static void WriteCsv(string path, IEnumerable<string> header, IEnumerable<IEnumerable<string?>> records)
    {
        using var file = new AtomicFile(path);
        using (var writer = new Csv.CsvWriter(file.Stream))
        {
            writer.WriteRecord(header);
            foreach (var record in records)
            {
                writer.WriteRecord(record);
            }
        }

        file.Commit();
    }
}
