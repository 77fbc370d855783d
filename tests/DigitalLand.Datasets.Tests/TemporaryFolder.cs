namespace DigitalLand.Datasets.Tests;

/// <summary>A folder of its own for one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("datasets-").FullName;

    public string Root { get; }

    public string this[string path] => Path.Combine(Root, path);

    /// <summary>Writes a file of the given lines, and returns its path.</summary>
    public string Write(string path, params IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], string.Concat(lines.Select(line => line + "\n")));
        return this[path];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
