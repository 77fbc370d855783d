namespace DigitalLand.Conformance.Tests;

/// <summary>What a run wrote: every file below a folder, hidden ones too.</summary>
internal sealed class OutputFolder
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private readonly string _path;

    public OutputFolder(string path)
    {
        _path = path;
        Files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", Everything).Select(file => Path.GetRelativePath(path, file)).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Relative paths.</summary>
    public string[] Files { get; }

    public string At(string file) => Path.Combine(_path, file);
}
