namespace DigitalLand.Core.Files;

/// <summary>
/// Files on their way to their names, hidden beside the place where they are to appear. Who writes one holds it locked until it has its name or is
/// gone; the lock goes with the process, however that ends, so that one which nobody holds was left by a process that was killed.
/// </summary>
public static class UnfinishedFile
{
    private const string Extension = ".part";

    /// <summary>Whether a file's name says that it is on its way to another, or was when its process was killed.</summary>
    public static bool IsNamed(ReadOnlySpan<char> name) => name.StartsWith('.') && name.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Begins a file under a name that nobody has.</summary>
    /// <param name="folder">Must exist.</param>
    /// <param name="stem">What it is to become, for whoever finds it.</param>
    /// <param name="access">For the stream, whose name is the file's path.</param>
    public static FileStream Create(string folder, string stem, FileAccess access = FileAccess.Write)
    {
        const int Attempts = 10;
        for (var attempt = 1; ; attempt++)
        {
            // The leading dot keeps half-written files out of the globs (*.csv) by which readers find their inputs.
            var path = Path.Combine(folder, $".{stem}{(stem.Length > 0 ? "." : "")}{Environment.ProcessId}.{Guid.NewGuid():N}{Extension}");
            try
            {
                var file = new FileStream(path, FileMode.CreateNew, access, FileShare.None, bufferSize: 128 * 1024);
                if (File.Exists(path))
                {
                    return file;
                }

                // Between its creation and its lock another process took it for abandoned and removed it.
                file.Dispose();
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process is just taking it for abandoned.
            }
        }
    }

    /// <summary>Gives a file its name while it is still locked, so that nobody can take it for abandoned on the way; who opens it by its name may read it at once.</summary>
    /// <param name="file">Written to its end; closed when this returns.</param>
    /// <param name="path">Its name.</param>
    /// <param name="overwrite">Whether it takes the place of what stands there.</param>
    /// <exception cref="IOException">It cannot stand there, or something stands there that is not to be overwritten.</exception>
    public static void Move(FileStream file, string path, bool overwrite)
    {
        if (file.CanWrite)
        {
            file.Flush();
            FileLock.LetReadersIn(file.SafeFileHandle);
        }

        File.Move(file.Name, path, overwrite);
        file.Dispose();
    }

    /// <summary>Removes what killed processes left in a folder.</summary>
    /// <param name="folder">May be missing.</param>
    public static void RemoveAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, ".*" + Extension))
        {
            try
            {
                using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(path);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // In use, or gone meanwhile, or not ours: nothing depends on its going.
            }
        }
    }
}
