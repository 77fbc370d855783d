using DigitalLand.Core;

namespace DigitalLand.Datasets.Builder;

/// <summary>
/// A hidden folder beside the outputs in which they are made. <see cref="Publish"/> moves them into place when all of them are complete:
/// until then a failed or killed build leaves the earlier ones as they were, and what it left behind is removed by the next.
/// </summary>
internal sealed class Staging : IDisposable
{
    private const string Folder = ".building";

    private readonly string _target;
    private readonly string _folder;
    private readonly FileStream _lock;

    /// <exception cref="WrongUseException">Another build works in the folder.</exception>
    public Staging(string target)
    {
        _target = Path.GetFullPath(target);
        _folder = Path.Combine(_target, Folder);
        Directory.CreateDirectory(_target);
        try
        {
            _lock = new FileStream(_folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new WrongUseException($"Another build works in '{_target}'. Wait for it, or name another folder.", error);
        }

        RemoveFolders();
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(Scratch);
    }

    /// <summary>A folder for what is needed only on the way; it is removed with everything in it.</summary>
    public string Scratch => _folder + ".scratch";

    /// <summary>Where a file is made that will be <paramref name="name"/> in the target folder; its folder is there.</summary>
    public string this[string name]
    {
        get
        {
            var path = Path.Combine(_folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return path;
        }
    }

    /// <summary>Where the file stands once published, and where the earlier one stands until then.</summary>
    public string Published(string name) => Path.Combine(_target, name);

    /// <summary>Moves every file into place, each whole, one right after the other.</summary>
    public void Publish()
    {
        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).ToList();
        foreach (var file in files)
        {
            using var written = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(written);
        }

        foreach (var file in files)
        {
            var place = Path.Combine(_target, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Move(file, place, overwrite: true);
        }
    }

    public void Dispose()
    {
        RemoveFolders();
        _lock.Dispose();
    }

    private void RemoveFolders()
    {
        foreach (var folder in new[] { _folder, Scratch }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
