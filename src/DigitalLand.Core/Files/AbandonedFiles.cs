namespace DigitalLand.Core.Files;

/// <summary>Temporary files of <see cref="AtomicFile"/> that killed processes left behind.</summary>
public static class AbandonedFiles
{
    /// <summary>
    /// Removes those that were to become a file. One that a living process still writes is locked by it and stays; so only files whose
    /// streams are kept open until the commit may be cleaned up so.
    /// </summary>
    public static void RemoveOf(string path)
    {
        var full = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(folder, $".*{name}.*.part").Where(file => Path.GetFileName(file).TrimStart('.').StartsWith(name + '.', StringComparison.Ordinal)))
        {
            try
            {
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    File.Delete(file);
                }
            }
            catch (IOException)
            {
                // Somebody is writing it, or has just moved it into place.
            }
        }
    }
}
